#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::clients {

/// The formats that other programs keep their settings in. `Json` is with comments
/// and commas at the end, which most of them take.
enum class Format { Json, Toml, Yaml, Dotenv };

/// One step into a file: the field of an object, or the item of a list that has
/// `value` in its field `field`.
struct Step {
    std::string field;
    std::optional<std::string> value = {};

    bool isItem() const { return value.has_value(); }
    bool operator==(const Step&) const = default;
};

/// The way from the top of a file to a value.
using Path = std::vector<Step>;

/// "env.ANTHROPIC_BASE_URL", "models[name=Signalbox]".
std::string pathText(const Path& path);

/// What is to become of one place. Objects on the way and the item are made where they
/// are missing; a value that is there is replaced. Nothing there to remove: no error.
struct Edit {
    Path path;
    std::optional<Json> value; ///< none: the field or the item is removed
};

/// What `bytes` say; an empty file is an empty object. Of a dotenv file an object of strings.
/// Pure; any thread. Errors: InvalidRequest; the message names the line, what is wrong there
/// and the remedy, and repeats nothing of the text but names of fields.
Result<Json> parseText(Format format, std::string_view bytes);

/// The value that stands at `path` in `tree`; null: none.
const Json* find(const Json& tree, const Path& path);

/// What `tree` says with `edits` made in their order. Errors: InvalidRequest, where something on the way holds another kind of value.
Result<Json> editedTree(Json tree, const std::vector<Edit>& edits);
/// Whether two files of this format say the same: the order of names does not matter, nor do tables of TOML with nothing in them.
bool saysTheSame(Format format, Json left, Json right);

/// `bytes` with `edits` made in their order. All other bytes stay: comments, the order of
/// fields, line ends, a byte order mark, a last line without an end. What was made is read
/// again; it has the wanted values, all others are what they were. Pure; any thread.
/// Errors: InvalidRequest, also for what cannot be edited safely: then line and remedy are told.
Result<std::string> editText(Format format, std::string_view bytes, const std::vector<Edit>& edits);

} // namespace gateway::clients
