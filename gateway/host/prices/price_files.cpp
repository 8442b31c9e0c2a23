#include "price_files.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/core/json/json.h"
#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

constexpr qint64 kMostBytes = 64 * 1024 * 1024; // of a file of ours: more than any list that is taken

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.size() <= kMostBytes && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "models.dev" of "https://models.dev/api.json": who is to be named beside a price.
std::string nameOf(const std::string& url)
{
    const std::size_t begin = url.find("://");
    const std::size_t host = begin == std::string::npos ? 0 : begin + 3;
    return url.substr(host, url.find_first_of("/?:", host) - host);
}

void takeOlder(const QString& path, QDateTime& time)
{
    const QDateTime written = QFileInfo(path).lastModified();
    time = time.isValid() ? std::min(time, written) : written;
}

/// Somewhere it is tomorrow already.
bool isToCome(const std::string& date, const std::string& today)
{
    const QDate named = QDate::fromString(QString::fromStdString(date), Qt::ISODate);
    const QDate known = QDate::fromString(QString::fromStdString(today), Qt::ISODate);
    return named.isValid() && known.isValid() && named > known.addDays(1);
}

} // namespace

PriceFiles::PriceFiles(const QString& dataDir)
    : m_folder(dataDir + u"/prices"_s), m_pricesFile(m_folder + u"/prices.json"_s), m_rateFile(m_folder + u"/exchange_rate.json"_s)
{
}

KeptPrices PriceFiles::read() const
{
    KeptPrices kept;
    if (const QByteArray text = contentOf(m_pricesFile); !text.isEmpty()) {
        auto list = providers::PriceList::parse(viewOf(text), {}, {});
        if (list) {
            kept.list = std::make_shared<const providers::PriceList>(std::move(*list));
            takeOlder(m_pricesFile, kept.fetchedAt);
        } else {
            qCWarning(logHost, "%s is not used: %s", qUtf8Printable(m_pricesFile), list.error().message.c_str());
        }
    }
    if (const QByteArray text = contentOf(m_rateFile); !text.isEmpty()) {
        auto rate = providers::parseExchangeRate(viewOf(text), {}, {});
        if (rate) {
            kept.rate = std::move(*rate);
            takeOlder(m_rateFile, kept.fetchedAt);
        } else {
            qCWarning(logHost, "%s is not used: %s", qUtf8Printable(m_rateFile), rate.error().message.c_str());
        }
    }
    return kept;
}

Result<std::shared_ptr<const providers::PriceList>> PriceFiles::keepPrices(
    const QByteArray& body, const std::string& source, const std::string& day) const
{
    auto list = providers::PriceList::parse(viewOf(body), day, nameOf(source));
    if (!list)
        return failure(list.error());
    if (const auto written = write(m_pricesFile, list->toText()); !written)
        return failure(written.error());
    return std::make_shared<const providers::PriceList>(std::move(*list));
}

Result<config::ExchangeRate> PriceFiles::keepRate(const QByteArray& body, const std::string& source, const std::string& day) const
{
    auto rate = providers::parseExchangeRate(viewOf(body), day, nameOf(source));
    if (rate && isToCome(rate->date, day))
        return failure(ErrorKind::InvalidRequest, "The exchange rate of " + nameOf(source) + " is of " + rate->date
                + ", which has not come yet (today is " + day + "). Check this machine's clock and usage.refresh.rate_url.");
    if (rate)
        if (const auto written = write(m_rateFile, toText(config::toJson(*rate))); !written)
            return failure(written.error());
    return rate;
}

Result<void> PriceFiles::write(const QString& path, const std::string& text) const
{
    QDir().mkpath(m_folder);
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()) && file.commit();
    if (!isWritten)
        return failure(ErrorKind::Io, path.toStdString() + " cannot be written: " + file.errorString().toStdString());
    return {};
}

} // namespace gateway::host
