#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

namespace gateway::http {

/// What Beast's parser lets through and a server has to refuse, and what
/// follows from the target: fills `path`, `query` and `host` of a head whose
/// method, target, fields and `isSecure` are there. Pure, any thread. Error: BadRequest, with the
/// status 501 for a transfer coding that is not known, and 421 for a target that has to come encrypted.
/// Sources: RFC 9112 §3.2 (forms of the target, Host), §6.1 (transfer codings).
Result<void> checkRequest(RequestHead& head, bool isHttp11);

/// What is wrong with how the lines of this part of a head end, or null: a line
/// feed alone (RFC 9112 §2.2), or a line that goes on in the next (§5.2). The
/// part begins where a line does.
const char* lineFault(std::string_view headBytes);

/// Whether `headers` ask for a WebSocket. Source: RFC 6455 §4.1.
bool asksForWebSocket(const Headers& headers);

} // namespace gateway::http
