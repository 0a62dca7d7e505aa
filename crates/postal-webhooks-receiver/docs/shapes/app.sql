-- Database of the application, into whose table the sink `table` delivers; the next file makes it.
CREATE DATABASE app;
\connect app
