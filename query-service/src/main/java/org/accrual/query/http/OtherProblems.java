package org.accrual.query.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Whatever the framework itself refuses (an unknown path, a wrong method) is a problem in the sense of RFC 9457, too. */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class OtherProblems extends ResponseEntityExceptionHandler {}
