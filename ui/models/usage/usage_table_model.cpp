#include "usage_table_model.h"

#include "usage_origin.h"

#include "ui/models/client_name.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/price_words.h"
#include "ui/words/route_words.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace ui::models {

UsageTableModel::UsageTableModel(NameOf nameOf, QObject* parent) : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)) { }

void UsageTableModel::setLines(UsageGroup group, std::vector<UsageLine> lines, const SeriesColours* colours)
{
    beginResetModel();
    m_group = group;
    m_lines = std::move(lines);
    m_hasColours = colours != nullptr;
    if (colours) m_colours = *colours;
    m_most = m_all = 0;
    for (const UsageLine& line : m_lines) {
        m_most = std::max(m_most, line.whole.tokens());
        m_all += line.whole.tokens();
    }
    endResetModel();
}

void UsageTableModel::setView(View view)
{
    if (view == m_view) return;
    beginResetModel();
    m_view = view;
    endResetModel();
}

const std::vector<UsageTableModel::Column>& UsageTableModel::columns() const
{
    static const std::vector<Column> kTokens{Name, Beside, Requests, Fresh, Cached, Write, Output, Share, Cost, FirstP50, Answered};
    static const std::vector<Column> kTimes{Name, Beside, Requests, FirstP50, FirstP95, FirstP99, DurationP50, DurationP95, DurationP99};
    static const std::vector<Column> kOutcomes{Name, Beside, Requests, CacheShare, Answered, Failed, Fallbacks, Attempts, FailedAttempts, Reasoning};
    switch (m_view) {
    case View::Times: return kTimes;
    case View::Outcomes: return kOutcomes;
    case View::Tokens: break;
    }
    return kTokens;
}

int UsageTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }
int UsageTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(columns().size()); }

QString UsageTableModel::groupName(UsageGroup group)
{
    switch (group) {
    case UsageGroup::Model: return tr("By model");
    case UsageGroup::Provider: return tr("By provider");
    case UsageGroup::Consumer: return tr("By consumer");
    case UsageGroup::Client: return tr("By client");
    case UsageGroup::Program: return tr("By program");
    case UsageGroup::Key: return tr("By key");
    case UsageGroup::Kind: break;
    }
    return tr("By token kind");
}

QString UsageTableModel::name(const UsageLine& line) const
{
    if (line.name.empty()) return tr("none", "no model, route or key");
    if (m_group == UsageGroup::Consumer) return words::RouteWords::consumer(line.name);
    if (m_group == UsageGroup::Client) return ClientName::choice(Caller({}, line.name));
    return m_group == UsageGroup::Provider ? m_nameOf(line.name) : QString::fromStdString(line.name);
}

/// Both currencies side by side, without conversion.
QString UsageTableModel::cost(const UsageLine& line) const
{
    const gateway::usage::Totals& totals = line.whole.totals;
    const bool isNothing = totals.costCny_pico == 0 && totals.costUsd_pico == 0 && totals.unpriced == 0;
    if (isNothing) return totals.exchanges > totals.failed && line.whole.tokens() > 0 ? Formatter().money({gateway::Currency::Usd, 0}) : Formatter::none();
    return Formatter().cost(totals);
}

QString UsageTableModel::text(const UsageLine& line, Column column) const
{
    const Formatter format;
    const gateway::usage::Totals& totals = line.whole.totals;
    const auto tokens = [&](std::int64_t count) { return count > 0 ? format.cellTokens(count) : Formatter::none(); };
    const auto share = [&](std::optional<double> value) { return value ? format.share(*value, 1) : Formatter::none(); };
    switch (column) {
    case Name: return name(line);
    case Beside: return line.beside.empty() ? Formatter::none() : m_nameOf(line.beside);
    case Requests: return format.exact(totals.exchanges);
    case Fresh: return tokens(totals.inputTokens);
    case Cached: return tokens(totals.cachedInputTokens);
    case Write: return tokens(totals.cacheWriteTokens);
    case Output: return tokens(totals.outputTokens + totals.reasoningTokens);
    case Reasoning: return tokens(totals.reasoningTokens);
    case Share: return {};
    case Cost: return cost(line);
    case FirstP50: return format.latency(line.whole.firstToken.p50);
    case FirstP95: return format.latency(line.whole.firstToken.p95);
    case FirstP99: return format.latency(line.whole.firstToken.p99);
    case DurationP50: return format.duration(line.whole.duration.p50);
    case DurationP95: return format.duration(line.whole.duration.p95);
    case DurationP99: return format.duration(line.whole.duration.p99);
    case CacheShare: return share(line.whole.cacheShare());
    case Failed: return share(line.whole.failedShare());
    case Fallbacks: return share(line.whole.fallbackShare());
    case Attempts: return format.exact(totals.attempts);
    case FailedAttempts: return format.exact(totals.failedAttempts);
    case Answered: return share(line.whole.answeredShare());
    }
    return {};
}

QVariant UsageTableModel::raw(const UsageLine& line, Column column) const
{
    const gateway::usage::Totals& totals = line.whole.totals;
    const auto ms = [](gateway::Milliseconds time) { return time.count() < 0 ? QVariant(QString()) : QVariant(qlonglong{time.count()}); };
    const auto share = [](std::optional<double> value) { return value ? QVariant(*value) : QVariant(QString()); };
    switch (column) {
    case Requests: return qlonglong{totals.exchanges};
    case Fresh: return qlonglong{totals.inputTokens};
    case Cached: return qlonglong{totals.cachedInputTokens};
    case Write: return qlonglong{totals.cacheWriteTokens};
    case Output: return qlonglong{totals.outputTokens + totals.reasoningTokens};
    case Reasoning: return qlonglong{totals.reasoningTokens};
    case Share: return m_all > 0 ? static_cast<double>(line.whole.tokens()) / static_cast<double>(m_all) : 0.0;
    case FirstP50: return ms(line.whole.firstToken.p50);
    case FirstP95: return ms(line.whole.firstToken.p95);
    case FirstP99: return ms(line.whole.firstToken.p99);
    case DurationP50: return ms(line.whole.duration.p50);
    case DurationP95: return ms(line.whole.duration.p95);
    case DurationP99: return ms(line.whole.duration.p99);
    case CacheShare: return share(line.whole.cacheShare());
    case Failed: return share(line.whole.failedShare());
    case Fallbacks: return share(line.whole.fallbackShare());
    case Attempts: return qlonglong{totals.attempts};
    case FailedAttempts: return qlonglong{totals.failedAttempts};
    case Answered: return share(line.whole.answeredShare());
    case Name: return QString::fromStdString(line.name);
    case Beside: return QString::fromStdString(line.beside);
    case Cost: break;
    }
    return cost(line);
}

static bool isCostUnknown(const UsageLine& line)
{
    return line.whole.totals.unpriced > 0 && !line.whole.totals.hasKnownCost();
}

/// In yuan and in dollars; empty: unknown. If a part has no price, the known part.
QVariant UsageTableModel::amounts(const UsageLine& line)
{
    const gateway::usage::Totals& totals = line.whole.totals;
    const auto amount = [isUnknown = isCostUnknown(line)](std::int64_t pico) {
        return isUnknown ? QVariant(QString()) : QVariant(static_cast<double>(pico) / static_cast<double>(gateway::kPicoOfUnit));
    };
    return QVariantList{amount(totals.costCny_pico), amount(totals.costUsd_pico)};
}

/// Only for a line of a single model.
QStringList UsageTableModel::priceSource(const UsageLine& line) const
{
    const auto price = m_priceOf && !line.beside.empty() ? m_priceOf(line.beside, line.name) : std::nullopt;
    return price ? QStringList(words::PriceWords::source(price->source)) : QStringList();
}

QStringList UsageTableModel::priceSources() const
{
    QStringList sources;
    for (const UsageLine& line : m_lines) sources += priceSource(line);
    sources.removeDuplicates();
    return sources;
}

/// How a number was obtained, if that is not obvious.
QString UsageTableModel::hint(const UsageLine& line, Column column) const
{
    const gateway::usage::Totals& totals = line.whole.totals;
    switch (column) {
    case Cost: return UsageOrigin::cost(totals, priceSource(line));
    case Requests:
    case Fresh: return UsageOrigin::tokens(totals);
    case Attempts:
    case FailedAttempts: return tr("This row’s own attempts");
    case Answered: {
        const auto refused = static_cast<int>(std::min<std::int64_t>(line.whole.refused, std::numeric_limits<int>::max()));
        return refused > 0 ? tr("%Ln request(s) rejected because of client errors", nullptr, refused) : QString();
    }
    case Output: {
        QStringList lines;
        if (totals.reasoningTokens > 0) lines += tr("%1 of it reasoning").arg(Formatter().cellTokens(totals.reasoningTokens));
        if (const QString tokens = UsageOrigin::tokens(totals); !tokens.isEmpty()) lines += tokens;
        return lines.join(u'\n');
    }
    default: return {};
    }
}

QVariant UsageTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const UsageLine& line = m_lines[static_cast<std::size_t>(index.row())];
    const Column column = columns()[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole: return text(line, column);
    case RawRole: return raw(line, column);
    case IdRole: return QString::fromStdString(line.name);
    case FixedFontRole: return column == Name && (m_group == UsageGroup::Model || m_group == UsageGroup::Kind) && !line.name.empty();
    case SwatchRole: return column == Name && m_hasColours && line.whole.tokens() > 0 ? QVariant(m_colours.of(line.name)) : QVariant();
    case ShareRole: return column == Share ? QVariant(m_most > 0 ? static_cast<double>(line.whole.tokens()) / static_cast<double>(m_most) : 0.0) : QVariant();
    case ExportRole: return column == Cost ? amounts(line) : QVariant();
    case InkRole: return column == Share ? QVariant(m_hasColours ? m_colours.of(line.name) : SeriesColours::kOther) : QVariant();
    case ToneRole: return column == Cost && isCostUnknown(line) ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::ToolTipRole:
        if (const QString words = hint(line, column); !words.isEmpty()) return words;
        return {};
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    default: return {};
    }
}

/// With the unit of the numbers.
QVariant UsageTableModel::exportHeader(Column column) const
{
    switch (column) {
    case Cost: return QVariantList{tr("Cost, CNY"), tr("Cost, USD")};
    case FirstP50:
    case FirstP95:
    case FirstP99:
    case DurationP50:
    case DurationP95:
    case DurationP99: return tr("%1, ms", "a column of times in a file").arg(headerData(static_cast<int>(std::ranges::find(columns(), column) - columns().begin()), Qt::Horizontal, Qt::DisplayRole).toString());
    default: return {};
    }
}

QVariant UsageTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const Column column = columns()[static_cast<std::size_t>(section)];
    if (role == Qt::TextAlignmentRole) {
        const bool isText = column == Name || column == Beside || column == Share;
        return int((isText ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role == ExportRole) return exportHeader(column);
    if (role != Qt::DisplayRole) return {};
    switch (column) {
    case Name:
        switch (m_group) {
        case UsageGroup::Provider: return tr("Provider");
        case UsageGroup::Consumer: return tr("Consumer");
        case UsageGroup::Client: return tr("Client");
        case UsageGroup::Program: return tr("Program");
        case UsageGroup::Key: return tr("Key");
        case UsageGroup::Model:
        case UsageGroup::Kind: break;
        }
        return tr("Model");
    case Beside: return tr("Provider");
    case Requests: return tr("Requests");
    case Fresh: return tr("Uncached input");
    case Cached: return tr("Cached input");
    case Write: return tr("Cache write");
    case Output: return tr("Output");
    case Reasoning: return tr("Reasoning");
    case Share: return tr("Share");
    case Cost: return tr("Cost");
    case FirstP50: return tr("p50 first");
    case FirstP95: return tr("p95 first");
    case FirstP99: return tr("p99 first");
    case DurationP50: return tr("p50 whole");
    case DurationP95: return tr("p95 whole");
    case DurationP99: return tr("p99 whole");
    case CacheShare: return tr("From cache");
    case Failed: return tr("Failed");
    case Fallbacks: return tr("Fallbacks");
    case Answered: return tr("Answered");
    case Attempts: return tr("Attempts");
    case FailedAttempts: return tr("Failed attempts");
    }
    return {};
}

} // namespace ui::models
