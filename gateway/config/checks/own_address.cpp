#include "own_address.h"

#include <QString>
#include <QUrl>

#include <algorithm>

namespace gateway::config {

bool isOwnUrl(std::string_view url, const ListenSettings& listen)
{
    const QUrl address(QString::fromUtf8(url.data(), static_cast<qsizetype>(url.size())));
    const std::string host = address.host().toStdString();
    if (!isLoopbackAddress(host) && host != listen.address)
        return false;
    constexpr int kHttpPort = 80;
    constexpr int kHttpsPort = 443;
    const int port = address.port(address.scheme() == QLatin1String("https") ? kHttpsPort : kHttpPort);
    return port > 0 && (port == listen.httpPort || port == listen.httpsPort);
}

bool isOwnUrl(std::string_view url, const std::vector<std::string>& listensAt)
{
    return std::any_of(listensAt.begin(), listensAt.end(), [&](const std::string& text) {
        const QUrl there(QString::fromStdString(text));
        ListenSettings listen;
        listen.address = there.host().toStdString();
        listen.httpPort = there.port();
        listen.httpsPort.reset();
        return isOwnUrl(url, listen);
    });
}

} // namespace gateway::config
