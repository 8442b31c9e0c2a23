#include "host_region.h"

#include "gateway/core/text/ascii.h"

namespace gateway::providers {

namespace {

/// Lower case, without scheme, user, port and path.
std::string hostOfAddress(std::string_view address)
{
    if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    address = address.substr(0, address.find_first_of("/?#"));
    if (const std::size_t user = address.rfind('@'); user != std::string_view::npos)
        address.remove_prefix(user + 1);
    return asciiLower(address.substr(0, address.find(':')));
}

/// The part of `host` between `before` and the next dot.
std::string labelAfter(std::string_view host, std::string_view before)
{
    const std::size_t at = host.find(before);
    const bool isLabel = at != std::string_view::npos && (at == 0 || host[at - 1] == '.');
    if (!isLabel)
        return {};
    host.remove_prefix(at + before.size());
    return std::string(host.substr(0, host.find('.')));
}

bool isOfAws(std::string_view host)
{
    return host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn") || host.ends_with(".api.aws")
        || host.ends_with(".api.amazonwebservices.com.cn");
}

/// "us-central1-aiplatform.googleapis.com", "aiplatform.us.rep.googleapis.com", "aiplatform.googleapis.com".
std::string vertexRegion(std::string_view host)
{
    constexpr std::string_view kBehind = "-aiplatform.";
    constexpr std::string_view kFront = "aiplatform.";
    if (const std::size_t at = host.find(kBehind); at != std::string_view::npos)
        return std::string(host.substr(0, at));
    if (!host.starts_with(kFront))
        return {};
    const bool isRegional = host.ends_with(".rep.googleapis.com");
    return isRegional ? labelAfter(host, kFront) : "global";
}

} // namespace

std::string regionOfAddress(std::string_view address)
{
    const std::string host = hostOfAddress(address);
    if (host.find("${") != std::string::npos)
        return {};
    if (host.ends_with(".googleapis.com"))
        return vertexRegion(host);
    if (!isOfAws(host))
        return {};
    std::string region = labelAfter(host, "bedrock-runtime.");
    return region.empty() ? labelAfter(host, "bedrock-runtime-fips.") : region;
}

} // namespace gateway::providers
