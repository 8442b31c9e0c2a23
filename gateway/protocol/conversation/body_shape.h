#pragma once

#include "gateway/core/text/sentence.h"
#include "gateway/protocol/format.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// What a member of a body has to be, by its type.
enum class BodyType { Text, Number, Flag, Object, Array };

/// A value as an error asks for it.
struct BodyShape {
    Sentence type; ///< "a string or an object"
    Sentence value; ///< what to write: "\"auto\" or \"none\""; empty: the type says it
};

/// The shape of the member at `path`, such as "messages[2].role", of a body in the words of `client` (empty: of no chat), which is read
/// as `type`. Pure; any thread.
BodyShape bodyShape(std::optional<Format> client, std::string_view path, BodyType type);

} // namespace gateway::protocol
