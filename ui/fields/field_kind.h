#pragma once

#include "gateway/core/json/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace ui::fields {

/// What a field of the configuration looks like in a form.
enum class FieldKind {
    Flag,
    OptionalFlag, ///< yes, no, or nothing said
    Number,
    Choice,
    Text,
    Flags,         ///< some of a few words
    Lines,         ///< texts or numbers, one on a line
    WordOrLines,   ///< one of a few words, or texts
    Pairs,         ///< names and values, one pair on a line
    Matches,       ///< what a text must be, one on a line
    NamedMatches,  ///< what headers or query parameters must be, one on a line
    Proxy,
    Group,         ///< fields of an object
    OptionalGroup, ///< likewise, or null
    Entries,       ///< a list of groups
    Other,         ///< has no form
};

/// The schema of `pattern` ("providers[].timeouts.connect_ms"; empty: of all). Null if there is no such field. Any thread.
const gateway::Json* schemaOf(std::string_view pattern);
/// Every field that is no object itself, and every list, as patterns in the order of the schema; those within a list too.
std::vector<std::string> leavesOf(std::string_view pattern);

FieldKind kindOf(const gateway::Json& schema);
/// Whether it takes null.
bool takesNull(const gateway::Json& schema);

/// Whether the order of a list's entries has a meaning, such as where the first that fits counts.
bool isOrdered(std::string_view pattern);

/// A place of the file: "listen.tls.key" is {"listen", "tls", "key"}, "routes[2].id" is {"routes", "[2]", "id"}.
using Steps = std::vector<std::string>;
Steps stepsOf(std::string_view path);
/// The other way round: as `Issue::path` says it.
std::string pathOf(const Steps& steps);
/// Null if it is not there.
const gateway::Json* lookUp(const gateway::Json& tree, const Steps& steps);
/// Makes the objects on the way; a list's place must be there, or be the next.
void putIn(gateway::Json& tree, const Steps& steps, gateway::Json value);
/// Takes it out, if it is there.
void takeOut(gateway::Json& tree, const Steps& steps);
/// Whether both say the same, in whatever order of fields.
bool isSame(const gateway::Json& a, const gateway::Json& b);
/// Whether `path` is `place` or in it.
bool isWithin(std::string_view path, std::string_view place);

} // namespace ui::fields
