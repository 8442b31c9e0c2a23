#pragma once

#include "gateway/http/message.h"

#include "gateway/core/result.h"

namespace gateway::http {

/// Rejects what Beast's parser accepts but a server must reject, and fills in what follows from the target: `path`,
/// `query` and `host` of a header with method, target, fields and `isSecure`. Pure, any thread. Error: BadRequest, with
/// status 501 for an unknown transfer coding, and 421 for a target that requires TLS. Sources: RFC 9112 §3.2 (forms of
/// the target, Host), §6.1 (transfer codings).
Result<void> checkRequest(RequestHead& head, bool isHttp11);

/// The problem with line ends in a part of a header, or null: a bare line feed (RFC 9112 §2.2), or a folded line
/// (§5.2). The part must begin at the start of a line.
const char* lineFault(std::string_view headBytes);

/// Whether `headers` request a WebSocket. Source: RFC 6455 §4.1.
bool asksForWebSocket(const Headers& headers);

} // namespace gateway::http
