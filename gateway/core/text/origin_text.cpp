#include "origin_text.h"

namespace gateway {

std::string authorityText(std::string_view scheme, std::string_view host, int port)
{
    constexpr int kHttpPort = 80;
    constexpr int kHttpsPort = 443;
    std::string text(host);
    if (host.find(':') != std::string_view::npos)
        text = '[' + text + ']';
    const bool isUsual = (scheme == "http" && port == kHttpPort) || (scheme == "https" && port == kHttpsPort);
    return isUsual ? text : text + ':' + std::to_string(port);
}

std::string originText(std::string_view scheme, std::string_view host, int port)
{
    return std::string(scheme) + "://" + authorityText(scheme, host, port);
}

} // namespace gateway
