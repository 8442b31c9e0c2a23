#include "price_refresh.h"

#include <QDate>

#include <utility>

namespace gateway::host {

namespace {

constexpr Milliseconds kLimit{60000}; // for a list of some megabytes

} // namespace

PriceRefresh::PriceRefresh(const QString& dataDir, QObject& storage, providers::ProviderClient& client, QObject* parent)
    : QObject(parent), m_files(dataDir), m_storage(storage), m_client(client)
{
}

void PriceRefresh::run(const config::RefreshSettings& settings, Done done)
{
    m_waiting.push_back(std::move(done));
    if (m_waiting.size() > 1)
        return;
    m_result = {};
    m_open = 1; // this function itself
    ask(settings.pricesUrl, [](const PriceFiles& files, const QByteArray& body, const std::string& url, const std::string& day, Refreshed& into) {
        auto list = files.keepPrices(body, url, day);
        if (list)
            into.list = std::move(*list);
        else
            into.problems.push_back(list.error());
    });
    ask(settings.rateUrl, [](const PriceFiles& files, const QByteArray& body, const std::string& url, const std::string& day, Refreshed& into) {
        auto rate = files.keepRate(body, url, day);
        if (!rate)
            return into.problems.push_back(rate.error());
        into.rate = std::move(rate->rate);
        if (!rate->note.isEmpty())
            into.notes.push_back(std::move(rate->note));
    });
    QMetaObject::invokeMethod(this, [this] { oneLess(); }, Qt::QueuedConnection);
}

template <class Keep> void PriceRefresh::ask(const std::optional<std::string>& url, Keep keep)
{
    if (!url)
        return;
    ++m_open;
    m_client.fetch(*url, kLimit, [this, url = *url, keep](Result<QByteArray> body) {
        if (!body) {
            m_result.problems.push_back(Error{body.error().kind, {QT_TRANSLATE_NOOP("Error", "%1: %2"), {url, body.error().message}}, body.error().detail});
            return oneLess();
        }
        const std::string day = QDate::currentDate().toString(Qt::ISODate).toStdString();
        auto done = std::make_shared<Refreshed>();
        QMetaObject::invokeMethod(&m_storage, [this, files = m_files, body = std::move(*body), url, day, keep, done] {
            keep(files, body, url, day, *done);
            for (Error& problem : done->problems)
                problem.message = {QT_TRANSLATE_NOOP("Error", "%1: %2"), {url, problem.message}};
            QMetaObject::invokeMethod(this, [this, done] {
                m_result.list = done->list ? done->list : m_result.list;
                m_result.rate = done->rate ? done->rate : m_result.rate;
                m_result.notes.insert(m_result.notes.end(), done->notes.begin(), done->notes.end());
                m_result.problems.insert(m_result.problems.end(), done->problems.begin(), done->problems.end());
                oneLess();
            }, Qt::QueuedConnection);
        }, Qt::QueuedConnection);
    });
}

void PriceRefresh::oneLess()
{
    if (--m_open > 0)
        return;
    const Refreshed result = std::exchange(m_result, {});
    for (const Done& done : std::exchange(m_waiting, {}))
        done(result);
}

} // namespace gateway::host
