#include "today_cards.h"

#include "ui/models/budgets/budget_text.h"
#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/models/policies/limit_text.h"
#include "ui/widgets/stat_card.h"

#include <QGridLayout>

#include <algorithm>
#include <utility>

namespace ui::pages {

using gateway::Currency;
using gateway::usage::Totals;
using models::Formatter;
using widgets::BarPart;

namespace {

constexpr int kInOneRow = 4;
constexpr int kInTwoRows = 2;
constexpr int kLeastRowWidth = 720; // below this width the cards are in two rows

double shareOf(std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0; }

/// A lower bound if the ledger's data is incomplete.
QString atLeast(std::int64_t sum, const QString& text) { return sum > 0 ? Formatter::atLeast(text) : Formatter().unknown(); }

std::int64_t inputOf(const Totals& sums) { return sums.inputTokens + sums.cachedInputTokens + sums.cacheWriteTokens; }
std::int64_t outputOf(const Totals& sums) { return sums.outputTokens + sums.reasoningTokens; }

} // namespace

TodayCards::TodayCards(models::GatewayModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_tokens(new widgets::StatCard(this)), m_cost(new widgets::StatCard(this)), m_cache(new widgets::StatCard(this)),
      m_fallbacks(new widgets::StatCard(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_grid = new QGridLayout(this);
    m_grid->setContentsMargins({});
    m_grid->setSpacing(look::theme().px(look::theme().metrics().gap));
    arrange(kInOneRow);
    m_tokens->setObjectName(QStringLiteral("tokensToday"));
    m_cost->setObjectName(QStringLiteral("costToday"));
    m_cache->setObjectName(QStringLiteral("cacheHits"));
    m_fallbacks->setObjectName(QStringLiteral("fallbacks"));
    for (widgets::StatCard* card : {m_tokens, m_cost, m_cache}) connect(card, &widgets::StatCard::chosen, this, &TodayCards::usageWanted);
    connect(m_fallbacks, &widgets::StatCard::chosen, this, [this] {
        gateway::usage::RequestFilter filter;
        filter.from = m_midnight;
        const Totals today = m_model.today();
        if (today.fallbacks > 0) filter.result = gateway::usage::RequestResult::Fallback;
        Q_EMIT requestsWanted(filter);
    });
    retranslate();
}

void TodayCards::arrange(int columns)
{
    m_columns = columns;
    int place = 0;
    for (widgets::StatCard* card : {m_tokens, m_cost, m_cache, m_fallbacks}) {
        m_grid->addWidget(card, place / columns, place % columns);
        m_grid->setColumnStretch(place, place < columns ? 1 : 0);
        ++place;
    }
}

void TodayCards::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int columns = width() < look::theme().px(kLeastRowWidth) ? kInTwoRows : kInOneRow;
    if (columns != m_columns) arrange(columns);
}

void TodayCards::retranslate()
{
    m_tokens->setTitle(tr("Tokens today"));
    m_cost->setTitle(tr("Cost today"));
    m_cache->setTitle(tr("Cache hits"));
    m_fallbacks->setTitle(tr("Fallbacks"));
    for (widgets::StatCard* card : {m_tokens, m_cost, m_cache}) card->setOpens(tr("Opens the usage of today"));
    m_fallbacks->setOpens(tr("Opens these requests"));
}

void TodayCards::setDay(const models::DayAnswer& day, const models::PriceOf& priceOf)
{
    m_costs = models::costsByProvider(day.models, m_currency);
    std::vector<models::UsageLine> providers = day.models;
    for (models::UsageLine& line : providers) line.name = line.beside;
    m_colours = models::SeriesColours(day.providers, providers);
    m_saved = models::savedByCaches(day.models, priceOf);
    showCost();
    showCaches();
}

void TodayCards::setBudgets(const std::vector<gateway::usage::BudgetState>& states)
{
    using models::BudgetText;
    const auto* state = BudgetText::ofToday(states);
    m_budget = {};
    if (state) m_budget = {BudgetText::line(*state), state->isReached() ? std::optional(look::Status::Error) : state->level() > 0 ? std::optional(look::Status::Warn) : std::nullopt};
    showExtra();
}

void TodayCards::setLimits(const std::vector<models::LimitState>& states)
{
    using models::LimitLevel;
    const models::LimitState* const nearest = models::nearestLimit(states);
    m_isLimitNear = nearest && (nearest->level() == LimitLevel::Near || nearest->level() == LimitLevel::Reached);
    m_limit = {};
    if (nearest) m_limit = {models::LimitText::line(*nearest), m_isLimitNear ? look::statusNamed(models::LimitText::status(*nearest)) : std::nullopt};
    showExtra();
}

void TodayCards::showExtra()
{
    const bool isLimit = !m_limit.text.isEmpty() && (m_isLimitNear || m_budget.text.isEmpty());
    const Extra& extra = isLimit ? m_limit : m_budget;
    m_cost->setExtra(extra.text, extra.status);
}

void TodayCards::refresh(gateway::WallTime midnight)
{
    if (std::exchange(m_midnight, midnight) != midnight) { // a new day
        m_costs.clear();
        m_saved.clear();
    }
    showTokens();
    showCost();
    showCaches();
    showFallbacks();
}

/// In the configured currency if it is 0. Without the ledger a zero says nothing.
QString TodayCards::amounts(const Totals& today) const
{
    std::vector<gateway::Money> sums{{Currency::Usd, today.costUsd_pico}, {Currency::Cny, today.costCny_pico}};
    if (m_currency == Currency::Cny) std::ranges::reverse(sums);
    return Formatter().cost(sums, m_model.isTodayWhole() && today.unpriced == 0);
}

QString TodayCards::unread() { return tr("the ledger cannot be read"); }

void TodayCards::showTokens()
{
    const Formatter format;
    const Totals today = m_model.today();
    const std::int64_t input = inputOf(today);
    const std::int64_t output = outputOf(today);
    const std::int64_t all = input + output;
    const QString tokens = format.headlineTokens(all);
    m_tokens->setNumber(m_model.isTodayWhole() ? tokens : atLeast(all, tokens));
    m_tokens->setParts({{shareOf(today.inputTokens, all), look::TokenKind::FreshInput},
        {shareOf(today.cachedInputTokens, all), look::TokenKind::CachedInput},
        {shareOf(today.cacheWriteTokens, all), look::TokenKind::CacheWrite},
        {shareOf(today.outputTokens, all), look::TokenKind::Output},
        {shareOf(today.reasoningTokens, all), look::TokenKind::Reasoning}});
    m_tokens->setNote(m_model.isTodayWhole() ? tr("in %1 · out %2").arg(format.headlineTokens(input), format.headlineTokens(output)) : unread());
    m_tokens->setToolTip(today.unknownUsage > 0 ? tr("%1 request(s) reported no tokens", nullptr, Formatter::plural(today.unknownUsage)).arg(format.exact(today.unknownUsage)) : QString());
}

/// The known amount first, then the provider with the highest share.
void TodayCards::showCost()
{
    const Formatter format;
    const Totals today = m_model.today();
    const QString unpriced = today.unpriced > 0 ? tr("%1 answer(s) without a full price", nullptr, Formatter::plural(today.unpriced)).arg(format.exact(today.unpriced)) : QString();
    const bool isWhole = m_model.isTodayWhole();
    if (today.exchanges == 0 && isWhole) m_cost->setNumber(Formatter::none());
    else m_cost->setNumber(amounts(today));
    std::int64_t whole = 0;
    for (const models::ProviderCost& cost : m_costs) whole += cost.pico;
    std::vector<BarPart> parts;
    QString most; // the provider with the highest share
    QStringList all;
    for (std::size_t i = 0; i < m_costs.size(); ++i) {
        const double share = shareOf(m_costs[i].pico, whole);
        parts.push_back({share, look::Series{m_colours.of(m_costs[i].provider)}});
        const QString name = m_model.providerName(m_costs[i].provider);
        if (i == 0) most = m_costs.size() == 1 ? tr("%1 %2", "provider, share").arg(name, format.share(share)) : tr("%1 %2 · others %3", "provider, share, share").arg(name, format.share(share), format.share(1.0 - share));
        all += tr("%1: %2").arg(name, format.cost({m_currency, m_costs[i].pico}, m_costs[i].isWhole));
    }
    m_cost->setParts(parts);
    const std::int64_t estimated = today.estimatedInputTokens + today.estimatedOutputTokens;
    const double guessed = shareOf(estimated, inputOf(today) + outputOf(today));
    const QString certain = estimated > 0 ? tr("%1 of the tokens estimated").arg(format.share(guessed)) : tr("all tokens reported or counted");
    if (!isWhole) m_cost->setNote(unread());
    else if (today.exchanges == 0) m_cost->setNote(tr("no requests yet"));
    else if (!unpriced.isEmpty()) m_cost->setNote(unpriced);
    else if (estimated > 0 || most.isEmpty()) m_cost->setNote(certain);
    else m_cost->setNote(most);
    if (!unpriced.isEmpty()) all += unpriced;
    if (today.exchanges > 0) all += certain;
    m_cost->setToolTip(all.join(u'\n'));
}

void TodayCards::showCaches()
{
    const Formatter format;
    const Totals today = m_model.today();
    const std::int64_t input = inputOf(today);
    m_cache->setParts({{shareOf(today.cachedInputTokens, input), look::TokenKind::CachedInput}});
    if (const bool isWhole = m_model.isTodayWhole(); input == 0 || !isWhole) {
        m_cache->setNumber(isWhole ? Formatter::none() : format.unknown());
        m_cache->setNote(isWhole ? tr("no input tokens yet") : unread());
        m_cache->setToolTip({});
        return;
    }
    m_cache->setNumber(format.share(shareOf(today.cachedInputTokens, input)));
    QStringList saved;
    for (const gateway::Money& amount : m_saved) saved += format.money(amount);
    m_cache->setNote(saved.isEmpty() ? tr("of %1 input token(s)", nullptr, models::Formatter::plural(input)).arg(format.headlineTokens(input)) : tr("of input tokens, saved about %1").arg(saved.join(QStringLiteral(" · "))));
    m_cache->setToolTip(saved.isEmpty() ? QString() : tr("Of %1 input token(s). Savings: price difference to uncached input, at today’s prices", nullptr, models::Formatter::plural(input)).arg(format.headlineTokens(input)));
}

void TodayCards::showFallbacks()
{
    const Formatter format;
    const Totals today = m_model.today();
    const bool isWhole = m_model.isTodayWhole();
    const QString fallbacks = format.exact(today.fallbacks);
    m_fallbacks->setNumber(isWhole ? fallbacks : atLeast(today.fallbacks, fallbacks));
    m_fallbacks->setParts({{shareOf(today.fallbacks, today.exchanges), look::Color::Warn}, {shareOf(today.failed, today.exchanges), look::Color::Error}});
    const int count = Formatter::plural(today.exchanges);
    if (!isWhole) m_fallbacks->setNote(unread());
    else if (count == 0) m_fallbacks->setNote(tr("no requests yet"));
    else if (today.failed == 0) m_fallbacks->setNote(tr("of %Ln request(s); no request failed", nullptr, count));
    else m_fallbacks->setNote(tr("%1; %2", "numbers of requests").arg(tr("of %Ln request(s)", nullptr, count), tr("%Ln request(s) failed", nullptr, Formatter::plural(today.failed))));
    if (m_model.headline() == models::GatewayModel::Headline::OnFallback) m_fallbacks->setStatus(look::Status::Warn, m_model.phrase());
    else if (today.failed > 0) m_fallbacks->setStatus(look::Status::Error, tr("Some requests failed"));
    else m_fallbacks->setStatus(std::nullopt);
}

} // namespace ui::pages
