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

/// Whoever shows it translates it.
tl::unexpected<gateway::Error> refusedLink(const char* why) { return failure(ErrorKind::InvalidRequest, gateway::asIs(why)); }

bool isKeyLike(const QString& name)
{
    return std::any_of(kKeyLike.begin(), kKeyLike.end(), [&](const char* word) { return name.contains(QLatin1String(word), Qt::CaseInsensitive); });
}

Result<QString> addressOf(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http");
    if (!url.isValid() || !isWeb || url.host().isEmpty())
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "its address is not an http or https URL"));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "its address holds more than a server and a path"));
    return url.toString(QUrl::FullyEncoded);
}

Result<Link> providerLink(const QUrl& url)
{
    static const QRegularExpression kName(QStringLiteral("^[a-z0-9][a-z0-9._-]{0,63}$"));
    if (!url.path().isEmpty() && url.path() != QLatin1String("/"))
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it has a path, and fields are expected behind \"?\""));
    Link link;
    link.kind = Link::Kind::AddProvider;
    QStringList seen;
    const auto items = QUrlQuery(url).queryItems(QUrl::FullyDecoded);
    for (const auto& [name, value] : items) {
        if (isKeyLike(name))
            return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it holds a key, and links are kept in histories and logs; take that key out of use and paste a new one by hand"));
        if (seen.contains(name))
            return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it has a field twice"));
        seen << name;
        if (name == QLatin1String("type")) {
            if (!kName.match(value).hasMatch())
                return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "its \"type\" is not a type of provider"));
            link.type = value;
        } else if (name == QLatin1String("address")) {
            const auto address = addressOf(value);
            if (!address)
                return tl::unexpected(address.error());
            link.address = *address;
        } else {
            return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it has a field that is neither \"type\" nor \"address\""));
        }
    }
    if (link.type.isEmpty())
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it lacks \"type\", the kind of provider"));
    return link;
}

} // namespace

Result<Link> parseLink(const QString& text, const QStringList& pages)
{
    if (text.size() > kLongestLink)
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it is too long"));
    const QUrl url(text, QUrl::StrictMode);
    if (!text.startsWith(QLatin1String("signalbox:"), Qt::CaseInsensitive))
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it does not begin with signalbox://"));
    if (!url.isValid())
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it is not a well-formed address"));
    if (!url.userInfo().isEmpty() || url.port() != -1 || url.hasFragment())
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it has a user, a port or a fragment, which mean nothing here"));
    if (url.host() == QLatin1String("provider"))
        return providerLink(url);
    if (url.host() != QLatin1String("open"))
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "it wants something else than \"open\" or \"provider\""));
    Link link;
    link.page = url.path().mid(1);
    if (url.hasQuery() || !pages.contains(link.page))
        return refusedLink(QT_TRANSLATE_NOOP("app::LinkFlow", "that page does not exist"));
    return link;
}

} // namespace app
