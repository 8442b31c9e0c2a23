#pragma once

#include "edit.h"
#include "text_places.h"

namespace gateway::clients {

// Each format provides a parser, and a writer that makes one edit. A writer may assume that `bytes` are valid and that
// the edit changes something; its caller verifies that it changed what was wanted, and nothing else. Text places, for
// valid `bytes`, are unordered. A source place is requested only for existing values. Private to the room. Errors: see
// `editText`.

Result<Json> parseJsonText(std::string_view bytes);
Result<std::string> editJsonText(std::string_view bytes, const Edit& edit);
std::vector<TextPlace> jsonTexts(std::string_view bytes);
std::optional<SourcePlace> jsonSource(std::string_view bytes, const Path& path);

Result<Json> parseTomlText(std::string_view bytes);
Result<std::string> editTomlText(std::string_view bytes, const Edit& edit);
std::vector<TextPlace> tomlTexts(std::string_view bytes);
std::optional<SourcePlace> tomlSource(std::string_view bytes, const Path& path);

Result<Json> parseYamlText(std::string_view bytes);
Result<std::string> editYamlText(std::string_view bytes, const Edit& edit);
std::vector<TextPlace> yamlTexts(std::string_view bytes);
std::optional<SourcePlace> yamlSource(std::string_view bytes, const Path& path);

Result<Json> parseDotenvText(std::string_view bytes);
Result<std::string> editDotenvText(std::string_view bytes, const Edit& edit);
std::vector<TextPlace> dotenvTexts(std::string_view bytes);
std::optional<SourcePlace> dotenvSource(std::string_view bytes, const Path& path);

/// The value to put where the first `count` steps of `path` lead, so that `value` is at the end of the path.
Json wrapped(const Path& path, std::size_t count, const Json& value);

} // namespace gateway::clients
