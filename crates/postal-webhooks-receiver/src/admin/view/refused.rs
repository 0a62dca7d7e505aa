//! Page for who is not let in: why, and what helps. It says nothing of the receiver.

use maud::{Markup, html};

use super::page::document;
use super::protected;
use crate::admin::Answer;
use crate::admin::refusal::Refusal;

pub(in crate::admin) fn refused(refusal: Refusal) -> Answer {
    let (title, content) = match refusal {
        Refusal::Password => ("Password needed", password()),
        Refusal::Host => ("Unknown host name", host()),
        Refusal::Elsewhere => ("Not done", elsewhere()),
    };
    let content = html! { main { h1 { (title) } (content) } };
    protected(document(refusal.status(), title, &Markup::default(), &content))
}

fn password() -> Markup {
    html! {
        p { "The password is missing or wrong." }
        p {
            a href="/" { "Open the events" } " and type it, with any user name. In the configuration of the receiver, "
            code { "admin.password" } " or " code { "admin.viewer_password" } " says where it is."
        }
    }
}

fn host() -> Markup {
    html! {
        p { "The host name in the address bar is not listed, so a page elsewhere may be behind it." }
        p {
            "Open the receiver by its address, or as " code { "localhost" } ". If the name is its own, add it to "
            code { "admin.hosts" } " in the configuration, and restart the receiver."
        }
    }
}

fn elsewhere() -> Markup {
    html! {
        p { "A page elsewhere has made this request: nothing was done." }
        p {
            a href="/" { "Open the events" } ", and make the change from there. If you did, a proxy changes the "
            "header " code { "Host" } ": let it pass that header on."
        }
    }
}
