#include "link.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>

namespace app {

using gateway::ErrorKind;
using gateway::failure;
using gateway::Result;

namespace {

constexpr std::array kKeyLike{"key", "token", "secret", "password", "auth", "credential"};

tl::unexpected<gateway::Error> refusedLink(const char* why) { return failure(ErrorKind::InvalidRequest, gateway::Sentence::of(why)); }

bool isKeyLike(const QString& name)
{
    return std::any_of(kKeyLike.begin(), kKeyLike.end(), [&](const char* word) { return name.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

Result<QString> addressOf(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return refusedLink(QT_TRANSLATE_NOOP("Error", "its address is not an http or https URL"));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refusedLink(QT_TRANSLATE_NOOP("Error", "its address must contain only a server and a path"));
    return url.toString(QUrl::FullyEncoded);
}

Result<Link> providerLink(const QUrl& url)
{
    static const QRegularExpression kName(QStringLiteral("^[a-z0-9][a-z0-9._-]{0,63}$"));
    if (!url.path().isEmpty() && url.path() != QLatin1String("/"))
        return refusedLink(QT_TRANSLATE_NOOP("Error", "it has a path; fields must follow \"?\""));
    Link link;
    link.kind = Link::Kind::AddProvider;
    QStringList seen;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto& [name, value] : items) {
        if (isKeyLike(name))
            return refusedLink(QT_TRANSLATE_NOOP("Error", "it contains a key, and links are stored in histories and logs; revoke that key and paste a new one"));
        if (seen.contains(name))
            return refusedLink(QT_TRANSLATE_NOOP("Error", "a field is repeated"));
        seen << name;
        if (name == QLatin1String("type")) {
            if (!kName.match(value).hasMatch())
                return refusedLink(QT_TRANSLATE_NOOP("Error", "its \"type\" is not a provider type"));
            link.type = value;
        } else if (name == QLatin1String("address")) {
            const auto address = addressOf(value);
            if (!address)
                return tl::unexpected(address.error());
            link.address = *address;
        } else {
            return refusedLink(QT_TRANSLATE_NOOP("Error", "it has a field other than \"type\" and \"address\""));
        }
    }
    if (link.type.isEmpty())
        return refusedLink(QT_TRANSLATE_NOOP("Error", "\"type\", the provider type, is missing"));
    return link;
}

} // namespace

Result<Link> parseLink(const QString& text, const QStringList& pages)
{
    if (text.size() > kLongestLink)
        return refusedLink(QT_TRANSLATE_NOOP("Error", "it is too long"));
    const QUrl url(text, QUrl::StrictMode);
    if (!text.startsWith(QLatin1String("signalbox:"), Qt::CaseInsensitive))
        return refusedLink(QT_TRANSLATE_NOOP("Error", "it does not begin with signalbox://"));
    if (!url.isValid())
        return refusedLink(QT_TRANSLATE_NOOP("Error", "it is not a well-formed address"));
    if (!url.userInfo().isEmpty() || url.port() != -1 || url.hasFragment())
        return refusedLink(QT_TRANSLATE_NOOP("Error", "it must not contain a user, a port or a fragment"));
    if (url.host() == QLatin1String("provider"))
        return providerLink(url);
    if (url.host() != QLatin1String("open"))
        return refusedLink(QT_TRANSLATE_NOOP("Error", "its action must be \"open\" or \"provider\""));
    Link link;
    link.page = url.path().mid(1);
    if (url.hasQuery() || !pages.contains(link.page))
        return refusedLink(QT_TRANSLATE_NOOP("Error", "that page does not exist"));
    return link;
}

} // namespace app
