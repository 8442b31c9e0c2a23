#include "price_files.h"

#include "gateway/config/fields/price_reading.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/json/json.h"
#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"

#include <QDate>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace gateway::host {

namespace {

constexpr qint64 kMostBytes = 64 * 1024 * 1024; // of a stored file: more than any accepted list

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.size() <= kMostBytes && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// "models.dev" for "https://models.dev/api.json": the source shown next to a price.
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

QDate dayOf(const std::string& date) { return QDate::fromString(QString::fromStdString(date), Qt::ISODate); }

/// Somewhere it is already tomorrow.
bool isToCome(const std::string& date, const std::string& today)
{
    const QDate named = dayOf(date);
    const QDate known = dayOf(today);
    return named.isValid() && known.isValid() && named > known.addDays(1);
}

bool isEarlier(const std::string& date, const std::string& other)
{
    const QDate named = dayOf(date);
    const QDate known = dayOf(other);
    return named.isValid() && known.isValid() && named < known;
}

} // namespace

PriceFiles::PriceFiles(const QString& dataDir)
    : m_folder(dataDir + u"/prices"_s), m_pricesFile(m_folder + u"/prices.json"_s), m_rateFile(m_folder + u"/exchange_rate.json"_s)
{
}

KeptPrices PriceFiles::read() const
{
    KeptPrices kept;
    for (const QString& file : {m_pricesFile, m_rateFile})
        if (QFile::exists(file) && QFileInfo(file).size() == 0)
            qCWarning(logHost, "%s is empty, possibly after a full disk or a power failure. Its content is missing until it is fetched again",
                qUtf8Printable(file));
    if (const QByteArray text = contentOf(m_pricesFile); !text.isEmpty()) {
        auto list = providers::PriceList::parse(viewOf(text), {}, {});
        if (list) {
            kept.list = std::make_shared<const providers::PriceList>(std::move(*list));
            takeOlder(m_pricesFile, kept.fetchedAt);
        } else {
            qCWarning(logHost, "%s is not used: %s", qUtf8Printable(m_pricesFile), list.error().text().c_str());
        }
    }
    kept.rate = readRate();
    if (kept.rate)
        takeOlder(m_rateFile, kept.fetchedAt);
    return kept;
}

std::optional<config::ExchangeRate> PriceFiles::readRate() const
{
    const QByteArray text = contentOf(m_rateFile);
    if (text.isEmpty())
        return std::nullopt;
    auto rate = providers::parseExchangeRate(viewOf(text), {}, {});
    if (rate)
        return std::move(*rate);
    qCWarning(logHost, "%s is not used: %s", qUtf8Printable(m_rateFile), rate.error().text().c_str());
    return std::nullopt;
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

Result<KeptRate> PriceFiles::keepRate(const QByteArray& body, const std::string& source, const std::string& day) const
{
    auto rate = providers::parseExchangeRate(viewOf(body), day, nameOf(source));
    if (!rate)
        return failure(rate.error());
    if (isToCome(rate->date, day))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The exchange rate from %1 is dated %2, which is in the future (today is %3). Check "
        "this machine's clock and usage.refresh.rate_url."), {nameOf(source), rate->date, day}});
    KeptRate kept{std::move(*rate), {}};
    if (const auto before = readRate(); before && isEarlier(kept.rate.date, before->date) && !isToCome(before->date, day)) {
        kept.note = {QT_TRANSLATE_NOOP("Error", "The exchange rate from %1 is dated %2, which is older than the stored one (%3). The stored rate is kept."), {nameOf(source), kept.rate.date, before->date}};
        kept.rate = *before;
    }
    if (const auto written = write(m_rateFile, toText(config::toJson(kept.rate))); !written) // also a kept one: it was checked today
        return failure(written.error());
    return kept;
}

Result<void> PriceFiles::write(const QString& path, const std::string& text) const
{
    files::WriteOptions options;
    options.makeFolder = true;
    return files::writeFile(path, text, options);
}

} // namespace gateway::host
