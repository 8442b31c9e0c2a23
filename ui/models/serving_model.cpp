#include "serving_model.h"

#include "roles.h"

#include "gateway/config/settings/settings.h"
#include "gateway/config/settings/taken_names.h"
#include "ui/words/failure_words.h"
#include "ui/words/route_words.h"

#include <algorithm>
#include <set>

namespace ui::models {

using gateway::config::RouteSettings;
using gateway::config::TargetSettings;
using gateway::config::TextMatch;
using gateway::host::ProviderHealth;
using gateway::host::ProviderStatus;
using gateway::usage::ExchangeRecord;
using gateway::usage::Outcome;

namespace {

/// The model name for a matching client, in text notation.
std::string aliasOf(const TextMatch& match)
{
    switch (match.kind) {
    case TextMatch::Kind::Prefix: return match.text + "*";
    case TextMatch::Kind::Suffix: return "*" + match.text;
    case TextMatch::Kind::Regex: return "~" + match.text;
    case TextMatch::Kind::Present: return "*";
    case TextMatch::Kind::Exact: break;
    }
    return match.text;
}

/// One name for everything a route matches: the first, and the number of further ones.
std::string aliasOf(const RouteSettings& route)
{
    if (route.match.models.empty()) return route.id;
    std::string text = aliasOf(route.match.models.front());
    const std::size_t more = route.match.models.size() - 1;
    return more == 0 ? text : text + " +" + std::to_string(more);
}

std::string keyOf(const ExchangeRecord& record) { return record.route.empty() ? "/" + record.askedModel : record.route; }

/// The failed attempt shown as the reason: that of the first choice, if it was tried.
void explainFallback(Serving& serving, const ExchangeRecord& record)
{
    for (const auto& attempt : record.attempts) {
        if (!attempt.failure) continue;
        serving.cause = attempt.provider;
        serving.failure = attempt.failure;
        serving.status = attempt.status;
        return;
    }
}

} // namespace

ServingModel::ServingModel(NameOf nameOf, QObject* parent) : QAbstractTableModel(parent), m_nameOf(std::move(nameOf)) { }

const ProviderStatus* ServingModel::provider(const std::string& id) const
{
    const auto found = std::find_if(m_providers.begin(), m_providers.end(),
                                    [&](const ProviderStatus& status) { return status.id == id; });
    return found == m_providers.end() ? nullptr : &*found;
}

void ServingModel::setRoutes(const std::vector<RouteSettings>& routes, std::optional<Since> since)
{
    if (routes == m_routes) return;
    std::map<std::string, Since> changed;
    std::set<std::string> same;
    for (const RouteSettings& route : routes) {
        const auto before = std::ranges::find(m_routes, route.id, &RouteSettings::id);
        if (before != m_routes.end() && *before == route) {
            same.insert(route.id);
            if (const auto known = m_since.find(route.id); known != m_since.end()) changed.insert(*known);
        } else if (since) {
            changed[route.id] = *since;
        }
    }
    if (since) changed[std::string()] = *since; // requests without a route may match one now
    m_routes = routes;
    m_since = std::move(changed);
    std::erase_if(m_seen, [&](const auto& item) { return !same.contains(item.second.serving.route); });
    rebuild();
}

const ServingModel::Since* ServingModel::since(const std::string& route) const
{
    const auto found = m_since.find(route);
    return found == m_since.end() ? nullptr : &found->second;
}

void ServingModel::setProviders(const std::vector<ProviderStatus>& providers)
{
    m_providers = providers;
    // Earlier observations do not apply once a provider cannot be used.
    std::erase_if(m_seen, [this](const auto& item) {
        const ProviderStatus* status = provider(item.second.serving.provider);
        return !status || status->health != ProviderHealth::Ready;
    });
    rebuild();
}

void ServingModel::addRecord(const ExchangeRecord& record, gateway::TimePoint now)
{
    if (const Since* const from = since(record.route); from && record.startedAt < from->wall) return; // the route was different then
    if (record.provider.empty() || (record.outcome != Outcome::Answered && record.outcome != Outcome::Cancelled)) return;
    Serving serving;
    serving.alias = record.askedModel;
    serving.route = record.route;
    serving.provider = record.provider;
    serving.model = record.model;
    serving.isFallback = record.isFallback;
    serving.isSeen = true;
    if (record.isFallback) explainFallback(serving, record);
    m_seen[keyOf(record)] = {serving, now};

    const auto isUnrouted = [](const auto& item) { return item.second.serving.route.empty(); };
    if (static_cast<std::size_t>(std::count_if(m_seen.begin(), m_seen.end(), isUnrouted)) > kMostUnrouted) {
        auto oldest = m_seen.end();
        for (auto it = m_seen.begin(); it != m_seen.end(); ++it) {
            if (isUnrouted(*it) && (oldest == m_seen.end() || it->second.at < oldest->second.at)) oldest = it;
        }
        m_seen.erase(oldest);
    }
    rebuild();
}

void ServingModel::addInFlight(const gateway::usage::InFlight& exchange, gateway::TimePoint now)
{
    if (const Since* const from = since(exchange.route); from && now - exchange.age < from->now) return;
    if (exchange.isFallback || exchange.route.empty() || exchange.firstToken.count() < 0) return;
    Serving serving;
    serving.alias = exchange.askedModel;
    serving.route = exchange.route;
    serving.provider = exchange.provider;
    serving.model = exchange.model;
    serving.isSeen = true;
    m_seen[exchange.route] = {serving, now};
    rebuild();
}

std::optional<gateway::TimePoint> ServingModel::expire(gateway::TimePoint now)
{
    const auto removed = std::erase_if(
        m_seen, [&](const auto& item) { return item.second.serving.isFallback && item.second.at + kForget <= now; });
    if (removed > 0) rebuild();
    std::optional<gateway::TimePoint> next;
    for (const auto& [key, seen] : m_seen) {
        if (seen.serving.isFallback && (!next || seen.at + kForget < *next)) next = seen.at + kForget;
    }
    return next;
}

Serving ServingModel::planned(const RouteSettings& route, const std::string& alias) const
{
    Serving serving;
    serving.alias = alias;
    serving.route = route.id;
    std::vector<TargetSettings> targets = route.targets;
    std::stable_sort(targets.begin(), targets.end(),
                     [](const TargetSettings& a, const TargetSettings& b) { return rankOf(a) > rankOf(b); });
    for (const TargetSettings& target : targets) {
        const ProviderStatus* status = provider(target.provider);
        if (status && status->health == ProviderHealth::Ready) {
            serving.provider = target.provider;
            serving.model = target.model.value_or(std::string());
            // Another target of the same priority shares the load: not a fallback.
            serving.isFallback = rankOf(target) < rankOf(targets.front());
            if (!serving.isFallback) serving.cause.clear();
            return serving;
        }
        if (serving.cause.empty()) {
            serving.cause = target.provider;
            serving.health = status ? status->health : ProviderHealth::Invalid;
        }
    }
    return serving;
}

void ServingModel::rebuild()
{
    std::vector<Serving> rows;
    std::vector<Serving> demoRows; // the demo's own routes come last
    const std::vector<RouteSettings> demos = gateway::config::demoSettings().routes;
    for (const RouteSettings& route : m_routes) {
        if (!route.enabled) continue;
        std::vector<Serving>& list = std::ranges::find(demos, route) == demos.end() ? rows : demoRows;
        const std::string alias = aliasOf(route);
        const auto seen = m_seen.find(route.id);
        if (seen == m_seen.end()) {
            list.push_back(planned(route, alias));
        } else {
            list.push_back(seen->second.serving);
            list.back().alias = alias;
        }
    }
    for (const auto& [key, seen] : m_seen) {
        if (seen.serving.route.empty()) rows.push_back(seen.serving);
    }
    rows.insert(rows.end(), demoRows.begin(), demoRows.end());
    if (rows == m_rows) return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const Serving* ServingModel::firstFallback() const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](const Serving& row) { return row.isFallback; });
    return found == m_rows.end() ? nullptr : &*found;
}

QString ServingModel::reasonText(const Serving& serving) const
{
    const auto why = [&]() -> QString {
        if (serving.failure) return words::FailureWords::reason(serving.failure, serving.status);
        switch (serving.health) {
        case ProviderHealth::Disabled: return tr("disabled");
        case ProviderHealth::KeyProblem: return tr("no usable key");
        case ProviderHealth::Invalid: return tr("not set up");
        case ProviderHealth::Unapproved: return tr("awaiting approval");
        case ProviderHealth::Ready: break;
        }
        return {};
    };
    if (!serving.isFallback && !serving.provider.empty() && !serving.isSeen) return tr("first choice, not used lately");
    if (!serving.isFallback && !serving.provider.empty()) return serving.route.empty() ? tr("has this model") : tr("first choice");
    if (serving.cause.empty()) return serving.provider.empty() ? tr("no target") : tr("fallback");
    const QString cause = m_nameOf(serving.cause);
    if (serving.provider.empty()) return tr("%1: %2", "provider and why it does not answer").arg(cause, why());
    return why().isEmpty() ? tr("fallback for %1").arg(cause) : tr("fallback, %1: %2").arg(cause, why());
}

void ServingModel::setJudge(Judge judge)
{
    m_judge = std::move(judge);
    judgeAgain();
}

void ServingModel::judgeAgain()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, ServedBy), index(rowCount() - 1, ServedBy));
}

/// Green only for targets observed to answer.
QString ServingModel::status(const Serving& serving)
{
    if (serving.provider.empty()) return QStringLiteral("error");
    return serving.isFallback ? QStringLiteral("warn") : serving.isSeen ? QStringLiteral("ok") : QStringLiteral("unknown");
}

/// Empty: the same as the row.
std::optional<ServingModel::Judged> ServingModel::judged(const Serving& serving) const
{
    if (!m_judge || serving.route.empty()) return std::nullopt;
    auto judged = m_judge(serving.route);
    const bool isOther = judged && (judged->status != status(serving) || (judged->provider != serving.provider && judged->status != QLatin1String("error")));
    return isOther ? judged : std::nullopt;
}

QString ServingModel::namesOf(const RouteSettings& route)
{
    return route.match.models.empty() ? QString::fromStdString(route.id) : words::RouteWords::names(route.match);
}

const RouteSettings* ServingModel::route(const Serving& serving) const
{
    const auto found = std::ranges::find(m_routes, serving.route, &RouteSettings::id);
    return serving.route.empty() || found == m_routes.end() ? nullptr : &*found;
}

int ServingModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int ServingModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ServingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Serving& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == IdRole) return QString::fromStdString(row.alias);
    if (index.column() == Alias) {
        const RouteSettings* const its = route(row);
        if (role == Qt::DisplayRole || role == RawRole) return its ? namesOf(*its) : QString::fromStdString(row.alias);
        return role == FixedFontRole ? QVariant(!its || gateway::config::takenNames(its->match) != gateway::config::TakenNames::WithoutSlash) : QVariant();
    }
    const auto other = judged(row);
    const std::string& provider = other ? other->provider : row.provider;
    const QString reason = other ? other->words : reasonText(row);
    switch (role) {
    case Qt::DisplayRole:
    case RawRole: return provider.empty() ? tr("none") : m_nameOf(provider);
    case SecondLineRole: return reason;
    case StatusRole: return other ? other->status : status(row);
    case Qt::ToolTipRole: {
        if (provider.empty()) return reason;
        const QString model = provider == row.provider ? QString::fromStdString(row.model) : QString();
        return m_nameOf(provider) + (model.isEmpty() ? QString() : QStringLiteral(" · ") + model) + u'\n' + reason;
    }
    default: return {};
    }
}

QVariant ServingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    return section == Alias ? tr("Model name") : tr("Served by");
}

} // namespace ui::models
