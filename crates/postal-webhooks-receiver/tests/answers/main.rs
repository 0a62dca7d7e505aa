//! Each row of the table of answers, over real connections as Postal makes them, and what is in the
//! store afterwards, read with SQL of its own.

mod ends;
mod server;
mod table;
