#pragma once

#include "gateway/core/json/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace ui::fields {

/// How a configuration field is represented in a form.
enum class FieldKind {
    Flag,
    OptionalFlag, ///< yes, no, or not set
    Number,
    Choice,
    Text,
    Flags,         ///< several of a few words
    Lines,         ///< texts or numbers, one per line
    WordOrLines,   ///< one of a few words, or texts
    Pairs,         ///< names and values, one pair per line
    Matches,       ///< text predicates, one per line
    NamedMatches,  ///< header or query predicates, one per line
    Proxy,
    Group,         ///< fields of an object
    OptionalGroup, ///< fields of an object, or null
    Entries,       ///< a list of groups
    Other,         ///< no form control
};

/// The schema for `pattern` ("providers[].timeouts.connect_ms"; empty: the whole file). Null for an unknown field. Any
/// thread.
const gateway::Json* schemaOf(std::string_view pattern);
/// All fields that are not objects, and all lists, as patterns in the order of the schema, including those within
/// lists.
std::vector<std::string> leavesOf(std::string_view pattern);

FieldKind kindOf(const gateway::Json& schema);
/// Whether the field accepts null.
bool takesNull(const gateway::Json& schema);

/// Whether the order of the list's entries matters, for example because the first match counts.
bool isOrdered(std::string_view pattern);

/// Whether the value is a number of bytes.
bool isByteSize(std::string_view pattern);
/// The list whose entries the value names, such as "providers"; empty: none.
std::string_view namedList(std::string_view pattern);
/// Whether the value is the path of a file on this machine.
bool isFilePath(std::string_view pattern);

/// A position in the file: "listen.tls.key" is {"listen", "tls", "key"}, "routes[2].id" is {"routes", "[2]", "id"}.
using Steps = std::vector<std::string>;
Steps stepsOf(std::string_view path);
/// The inverse: a path in the format of `Issue::path`.
std::string pathOf(const Steps& steps);
/// Null if it does not exist.
const gateway::Json* lookUp(const gateway::Json& tree, const Steps& steps);
/// Creates objects on the path; a list index must exist, or be the next one.
void putIn(gateway::Json& tree, const Steps& steps, gateway::Json value);
/// Removes the value, if it exists.
void takeOut(gateway::Json& tree, const Steps& steps);
/// Whether both are equal, ignoring the order of fields.
bool isSame(const gateway::Json& a, const gateway::Json& b);
/// Whether `path` is `place` or inside it.
bool isWithin(std::string_view path, std::string_view place);

} // namespace ui::fields
