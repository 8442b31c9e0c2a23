#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/protocol/format.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// The required type of a value in a body.
enum class BodyType { Text, Number, Flag, Object, Array };

/// How an error describes a required value.
struct BodyShape {
    Sentence type; ///< "a string or an object"
    Sentence value; ///< what to write: "\"auto\" or \"none\""; empty: the type is enough
};

/// The required shape of the member at `path`, such as "messages[2].role", which is read as `type`, in a body of the
/// format of `client` (empty: not a chat format). Pure; any thread.
BodyShape bodyShape(std::optional<Format> client, std::string_view path, BodyType type);

} // namespace gateway::protocol
