#pragma once

#include "edit.h"
#include "text_places.h"

namespace gateway::clients {

// What each format has to give: a reader, and a writer that makes one edit. A writer may rely on `bytes` being
// readable and on the edit changing something; whether it has changed what was wanted, and nothing else, is looked at by
// its caller. The places of texts, of bytes that are readable, are in any order. The place of a source is asked for what is there.
// Private to the room. Errors: as `editText`.

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

/// What has to be put where the first `count` steps of `path` lead, so that `value` is at its end.
Json wrapped(const Path& path, std::size_t count, const Json& value);

} // namespace gateway::clients
