package org.accrual.standalone.issuer;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page where a person tells the issuer who they are. */
@Controller
class SignInPage {
    /** @param error there if it did not work; what comes with it says nothing */
    @GetMapping("/sign-in")
    String show(@RequestParam(name = "error", required = false) String error, Model page) {
        page.addAttribute("failed", error != null);
        return "sign-in";
    }
}
