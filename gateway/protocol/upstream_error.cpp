#include "upstream_error.h"

#include "dialect.h"

namespace gateway::protocol {

namespace {
constexpr std::size_t kMostRead = 16 * 1024;
}

UpstreamError readUpstreamError(std::string_view body)
{
    const UpstreamErrorText text = readOpenAiError(body.substr(0, kMostRead));
    UpstreamError error;
    error.message = text.message;
    error.type = text.type;
    error.code = text.code;
    return error;
}

} // namespace gateway::protocol
