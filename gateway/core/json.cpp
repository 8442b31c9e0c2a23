#include "json.h"

namespace gateway {

namespace {

/// Copying, comparing and writing a tree recurse once per level.
constexpr std::size_t kMaxDepth = 256;

/// Whether objects and arrays of `text` are nested deeper than `kMaxDepth`.
bool isTooDeep(std::string_view text)
{
    std::size_t depth = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            inString = !inString;
        else if (inString && c == '\\')
            ++i;
        else if (!inString && (c == '{' || c == '['))
            ++depth;
        else if (!inString && (c == '}' || c == ']') && depth > 0)
            --depth;
        if (depth > kMaxDepth)
            return true;
    }
    return false;
}

} // namespace

Result<Json> parseJson(std::string_view text)
{
    if (isTooDeep(text))
        return failure(ErrorKind::InvalidRequest, "nested deeper than " + std::to_string(kMaxDepth) + " levels");
    if (text.find('\0') != std::string_view::npos) // which its reader would take for the end
        return failure(ErrorKind::InvalidRequest, "a NUL byte, which JSON does not have");
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::exception& problem) { // a number that is too large is no parse_error
        // "[json.exception.parse_error.101] parse error at line 1, column 2: ..." without its tag
        std::string_view what = problem.what();
        if (const auto tag = what.find("] "); tag != std::string_view::npos)
            what.remove_prefix(tag + 2);
        return failure(ErrorKind::InvalidRequest, std::string(what));
    }
}

std::string toText(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string toPrettyText(const Json& value)
{
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace gateway
