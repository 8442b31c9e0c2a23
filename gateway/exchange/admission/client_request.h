#pragma once

#include "ask.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/exchange/snapshot/required_capabilities.h"
#include "gateway/protocol/request_outline.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// One client's request as received.
struct ClientRequest {
    Ask ask;
    QByteArray body;                  ///< with spare room after it for the JSON reader
    protocol::RequestOutline outline; ///< of `body`; without fields if that is not JSON
    std::string contentType;          ///< of the body, if it is not JSON
    bool isLong = false; ///< workers read and translate it: see `isLongWork()`
    std::optional<RequiredCapabilities> required = {}; ///< of a chat request, or of a long Responses request
    bool isLoad = false; ///< Ollama: no prompt, only load or unload a model
};

/// What a request's body says, whether it is JSON of a dialect, a form with files, or empty, and what path and body refer
/// to by id only. Errors: InvalidRequest, BadRequest.
Result<protocol::RequestContents> contentsOf(const ClientRequest& request, protocol::RequestOutlineReader& reader);

/// Whether the body is a form with files.
bool isForm(const ClientRequest& request);
/// The value of the form field `name`, if it is a single line. Source: RFC 7578 §4.2.
std::string_view formField(std::string_view form, std::string_view name);

/// The most JSON values a client's body may have when it is read as a tree: a value costs a hundred times its byte in
/// the text.
inline constexpr std::size_t kMostValues = 1'000'000;

/// Parses the whole body. Errors: InvalidRequest.
Result<Json> treeOf(const ClientRequest& request);

/// Parses `json`, which is the body or a part of it. Errors: InvalidRequest.
Result<Json> treeOf(std::string_view json);

} // namespace gateway::exchange
