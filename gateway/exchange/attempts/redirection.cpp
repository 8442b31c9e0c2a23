#include "redirection.h"

#include <QString>
#include <QUrl>

namespace gateway::exchange {

namespace {

/// Empty if it is not an HTTP address.
std::string originOf(std::string_view location, const http::Origin& from)
{
    const QUrl relative(QString::fromUtf8(location.data(), static_cast<qsizetype>(location.size())));
    QUrl url = QUrl(QString::fromStdString(from.toString())).resolved(relative);
    const bool isSecure = url.scheme() == u"https";
    if (!url.isValid() || url.host().isEmpty() || (!isSecure && url.scheme() != u"http"))
        return {};
    constexpr int kHttpPort = 80;
    constexpr int kHttpsPort = 443;
    if (url.port() == (isSecure ? kHttpsPort : kHttpPort))
        url.setPort(-1);
    return url.toEncoded(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toStdString();
}

} // namespace

Sentence redirectionWords(int status, const http::Headers& headers, const http::Origin& origin)
{
    const auto location = headers.find("location");
    const std::string where = location ? originOf(*location, origin) : std::string();
    if (where.empty())
        return {QT_TRANSLATE_NOOP("Error", "answered with status %1 instead of an answer. Set its base_url to the provider's own address."),
            {std::to_string(status)}};
    return {QT_TRANSLATE_NOOP("Error", "redirects to %1 (status %2). Redirects are not followed, because they would send the key there. Set its "
        "base_url to the provider's own address."),
        {where, std::to_string(status)}};
}

} // namespace gateway::exchange
