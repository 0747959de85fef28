package org.accrual.standalone.issuer;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where a person tells the issuer who they are. */
@Controller
class SignInPage {
    @GetMapping("/sign-in")
    String show() {
        return "sign-in";
    }
}
