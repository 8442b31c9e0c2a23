#pragma once

#include "gateway/core/result.h"
#include "gateway/http/message.h"

#include <QByteArray>

#include <cstdint>

namespace gateway::exchange {

/// The body of a request with its content coding undone; the same body where it
/// has none. A byte order mark before it is taken off. Room for the JSON reader's padding stays behind it. Errors:
/// RequestTooLarge, once more than `maxBytes` come out of it; BadRequest, if it
/// is not of that coding; UnsupportedMediaType.
Result<QByteArray> decodedBody(const http::RequestHead& head, QByteArray body, std::int64_t maxBytes);

} // namespace gateway::exchange
