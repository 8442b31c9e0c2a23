#pragma once

#include "ask.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/exchange/snapshot/required_capabilities.h"
#include "gateway/protocol/references.h"
#include "gateway/protocol/request_outline.h"

#include <QByteArray>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// One client's request, as it came.
struct ClientRequest {
    Ask ask;
    QByteArray body;                  ///< with room for the reader behind it
    protocol::RequestOutline outline; ///< of that; without fields where it is no JSON
    std::string contentType;          ///< of the body, where it is no JSON
    bool isLong = false; ///< workers read and translate it: see `isLongWork()`
    std::optional<RequiredCapabilities> required = {}; ///< of a chat, or a long one of Responses
    bool isLoad = false; ///< Ollama: nothing is said, a model is to be loaded or let go
};

/// What a request's body says of itself, whatever it is: JSON of a dialect, a form with
/// files, or nothing. Errors: InvalidRequest, BadRequest.
Result<protocol::RequestOutline> outlineOf(const ClientRequest& request, protocol::RequestOutlineReader& reader);

/// What its path and its body name by id alone. Any thread. Errors: InvalidRequest.
Result<std::vector<protocol::Reference>> referencesOf(const ClientRequest& request);

/// Its body is a form with files.
bool isForm(const ClientRequest& request);
/// The value of the field `name` of a form, where it is one line. Source: RFC 7578 §4.2.
std::string_view formField(std::string_view form, std::string_view name);

/// That a client's body may have, where it is read as a tree: each costs a hundred times the byte that it takes.
inline constexpr std::size_t kMostValues = 1'000'000;

/// All of its body. Errors: InvalidRequest.
Result<Json> treeOf(const ClientRequest& request);

/// `json`, which is that body or a part of it. Errors: InvalidRequest.
Result<Json> treeOf(std::string_view json);

} // namespace gateway::exchange
