#include "text_places.h"

#include "format_writers.h"

#include <algorithm>

namespace gateway::clients {

namespace {

std::vector<TextPlace> unsorted(Format format, std::string_view bytes)
{
    switch (format) {
    case Format::Json: return jsonTexts(bytes);
    case Format::Toml: return tomlTexts(bytes);
    case Format::Yaml: return yamlTexts(bytes);
    case Format::Dotenv: break;
    }
    return dotenvTexts(bytes);
}

} // namespace

std::optional<SourcePlace> sourcePlace(Format format, std::string_view bytes, const Path& path)
{
    const auto tree = path.empty() ? Result<Json>(Json()) : parseText(format, bytes);
    if (!tree || !find(*tree, path) || path.empty())
        return std::nullopt;
    switch (format) {
    case Format::Json: return jsonSource(bytes, path);
    case Format::Toml: return tomlSource(bytes, path);
    case Format::Yaml: return yamlSource(bytes, path);
    case Format::Dotenv: break;
    }
    return dotenvSource(bytes, path);
}

std::vector<TextPlace> textPlaces(Format format, std::string_view bytes)
{
    if (!parseText(format, bytes))
        return {};
    std::vector<TextPlace> places = unsorted(format, bytes);
    std::ranges::sort(places, {}, &TextPlace::begin);
    return places;
}

} // namespace gateway::clients
