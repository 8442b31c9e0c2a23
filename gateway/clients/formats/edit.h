#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// Formats of other programs' settings. `Json` allows comments and trailing commas, which most of them accept.
enum class Format { Json, Toml, Yaml, Dotenv };

/// A step into a file: a field of an object, or the list item that has `value` in its field `field`.
struct Step {
    std::string field;
    std::optional<std::string> value = {};

    bool isItem() const { return value.has_value(); }
    bool operator==(const Step&) const = default;
};

/// The path from the root of a file to a value.
using Path = std::vector<Step>;

/// "env.ANTHROPIC_BASE_URL", "models[name=Signalbox]".
std::string pathText(const Path& path);

/// The change of one value. Missing objects on the path and the item are created; an existing value is replaced.
/// Removing a missing value is not an error.
struct Edit {
    Path path;
    std::optional<Json> value; ///< empty: removes the field or the item
};

/// Parses `bytes`; an empty file is an empty object, a dotenv file an object of strings. Pure; any thread. Errors:
/// InvalidRequest; the message names the line, the problem and the remedy, and contains nothing of the text except
/// field names.
Result<Json> parseText(Format format, std::string_view bytes);

/// The value at `path` in `tree`; null: none.
const Json* find(const Json& tree, const Path& path);

/// `tree` with `edits` applied in order. Errors: InvalidRequest if a value on the path has another type.
Result<Json> editedTree(Json tree, const std::vector<Edit>& edits);
/// Whether two files of this format have the same content, ignoring the order of names and empty TOML tables.
bool saysTheSame(Format format, Json left, Json right);

/// `bytes` with `edits` applied in order. All other bytes stay: comments, the order of fields, line ends, a byte order
/// mark, a missing line end at the end of the file. The result is parsed again to verify that it has the wanted values
/// and all others are unchanged. Pure; any thread. Errors: InvalidRequest, also if the file cannot be edited safely:
/// then with line and remedy.
Result<std::string> editText(Format format, std::string_view bytes, const std::vector<Edit>& edits);

} // namespace gateway::clients
