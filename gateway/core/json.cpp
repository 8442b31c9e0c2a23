#include "json.h"

namespace gateway {

Result<Json> parseJson(std::string_view text)
{
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::parse_error& problem) {
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
