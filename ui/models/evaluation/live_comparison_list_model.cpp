#include "live_comparison_list_model.h"

#include "eval_text.h"

#include "gateway/core/money_sums.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"
#include "ui/words/sentence_words.h"

#include <QPointer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui::models {

using gateway::evaluation::ExperimentFigures;
using gateway::host::ExperimentReport;
using gateway::usage::AskThread;
using gateway::usage::ShadowSum;

namespace {

QString countText(std::int64_t number) { return Formatter().exact(number); }

QString shareText(double share)
{
    constexpr double kPercents = 100;
    constexpr double kTenth = 0.05; // what a decimal could show
    const bool isWhole = std::abs(share * kPercents - std::round(share * kPercents)) < kTenth;
    return Formatter().share(share, isWhole ? 0 : 1);
}

/// The share of all sessions, and the target.
QString armText(const ExperimentFigures& figures, std::size_t arm)
{
    const double whole = figures.arms[0].share + figures.arms[1].share;
    return shareText(whole > 0 ? figures.arms[arm].share / whole : 0) + QLatin1Char(' ') + QString::fromStdString(figures.arms[arm].target);
}

std::vector<gateway::Money> costToday(const ExperimentFigures& figures)
{
    std::vector<gateway::Money> sums;
    for (const auto& arm : figures.arms)
        for (const gateway::Money& cost : arm.costToday) gateway::addTo(sums, cost);
    return sums;
}

} // namespace

LiveComparisonListModel::LiveComparisonListModel(const Access& access, const gateway::Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_access(access), m_clock(clock), m_thread(QStringLiteral("live comparisons"))
{
    readSettings();
}

void LiveComparisonListModel::readSettings()
{
    std::vector<Shadow> shadows;
    for (const auto& route : m_access.configuration().settings().routes)
        if (route.enabled && route.shadow) shadows.push_back({route.id, *route.shadow});
    const bool isSame = std::ranges::equal(shadows, m_shadows, {}, &Shadow::route, &Shadow::route);
    if (!isSame) beginResetModel();
    m_shadows = std::move(shadows);
    if (!isSame) endResetModel();
    else retranslate();
}

void LiveComparisonListModel::refresh()
{
    readSettings();
    m_access.experiments().experiments([guard = QPointer(this)](std::vector<ExperimentReport> reports) {
        if (guard) guard->setExperiments(std::move(reports));
    });
    Q_EMIT changed();
    const QString ledger = m_access.requests().usageFile();
    if (m_shadows.empty() || ledger.isEmpty()) return;
    const QDateTime now = Formatter::local(m_clock.wallNow());
    const auto wallOf = [](const QDateTime& time) { return gateway::WallTime(gateway::Milliseconds(time.toMSecsSinceEpoch())); };
    m_thread.forget();
    m_thread.ask<std::vector<ShadowSum>>(
        [ledger, from = wallOf(now.date().startOfDay()), to = wallOf(now.date().addDays(1).startOfDay())](const AskThread::Stop&) { return gateway::usage::shadowSums(ledger, from, to); }, this,
        [this](gateway::Result<std::vector<ShadowSum>> sums) {
            if (!sums) return; // the ledger may not exist yet
            m_sums = std::move(*sums);
            retranslate();
            Q_EMIT changed();
        });
}

void LiveComparisonListModel::retranslate()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void LiveComparisonListModel::setExperiments(std::vector<ExperimentReport> experiments)
{
    const auto nameOf = [](const ExperimentReport& report) { return report.figures.name; };
    const bool isSame = std::ranges::equal(experiments, m_experiments, {}, nameOf, nameOf);
    if (!isSame) beginResetModel();
    m_experiments = std::move(experiments);
    if (!isSame) endResetModel();
    else retranslate();
    Q_EMIT changed();
}

const ShadowSum* LiveComparisonListModel::sumOf(const Shadow& shadow) const
{
    if (!m_sums) return nullptr;
    const auto found = std::ranges::find(*m_sums, shadow.route, &ShadowSum::route);
    return found == m_sums->end() ? nullptr : &*found;
}

std::string LiveComparisonListModel::copiedRoute(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return row < 0 || row >= rowCount() || place < m_experiments.size() ? std::string() : m_shadows[place - m_experiments.size()].route;
}

std::int64_t LiveComparisonListModel::storedPairs(int row) const
{
    if (copiedRoute(row).empty()) return 0;
    const ShadowSum* const sum = sumOf(m_shadows[static_cast<std::size_t>(row) - m_experiments.size()]);
    return sum ? sum->storedPairs : 0;
}

LiveComparisonListModel::Lines LiveComparisonListModel::lines(const ExperimentReport& experiment, int column) const
{
    const ExperimentFigures& figures = experiment.figures;
    switch (column) {
    case Name: return {QString::fromStdString(figures.name), tr("experiment on %1", "a route").arg(QString::fromStdString(experiment.route))};
    case Share: return {armText(figures, 0), armText(figures, 1) + QStringLiteral(", ") + tr("by session")};
    case Result: {
        if (!experiment.isRunning) return {tr("not running"), words::SentenceWords::of(experiment.note)};
        static constexpr const char* kMeasures[] = {QT_TR_NOOP("error rate"), QT_TR_NOOP("latency"), QT_TR_NOOP("cost"), QT_TR_NOOP("judge")}; // by `Measure`
        const auto count = static_cast<std::int64_t>(figures.arms[0].requests + figures.arms[1].requests);
        const QString requests = tr("%1 request(s)", nullptr, Formatter::plural(count)).arg(countText(count));
        const QString note = experiment.note.isEmpty() ? QString() : QStringLiteral("; ") + words::SentenceWords::of(experiment.note);
        const QString measured = tr(kMeasures[static_cast<std::size_t>(figures.measure)]) + QStringLiteral(", ") + requests + note;
        if (!figures.winner) return {tr("no difference shown yet"), measured};
        const QString winner = QString::fromStdString(figures.arms[*figures.winner].target);
        return {figures.takesAll() ? tr("%1 gets all requests", "a target").arg(winner) : tr("%1 is better", "a target").arg(winner), measured};
    }
    case Cost: return {EvalText::cost(costToday(figures), true), {}};
    default: return {};
    }
}

LiveComparisonListModel::Lines LiveComparisonListModel::lines(const Shadow& shadow, int column) const
{
    const ShadowSum* const sum = sumOf(shadow);
    switch (column) {
    case Name: return {QString::fromStdString(shadow.route), tr("shadow of a route")};
    case Share: return {tr("%1 also to %2", "a share, a target").arg(shareText(shadow.settings.share), QString::fromStdString(shadow.settings.to)), tr("clients never see its answers")};
    case Result: {
        if (!m_sums) return {Formatter::none(), {}};
        const std::int64_t copies = sum ? sum->copies : 0;
        const std::int64_t pairs = sum ? sum->storedPairs : 0;
        const QString answered = copies == 0 ? tr("no copies today") : tr("%1 of %2 copies answered today", nullptr, Formatter::plural(copies)).arg(countText(sum->answered), countText(copies));
        if (pairs == 0) return {answered, tr("no answer pairs stored")};
        return {tr("%1 answer pair(s) stored", nullptr, Formatter::plural(pairs)).arg(countText(pairs)), answered};
    }
    case Cost: {
        const auto cap = gateway::moneyFrom(shadow.settings.maxCostPerDay, shadow.settings.currency);
        return {EvalText::cost(sum ? sum->cost : std::vector<gateway::Money>(), !sum || sum->isCostWhole), tr("of %1", "the most for a day").arg(Formatter().money(cap))};
    }
    default: return {};
    }
}

LiveComparisonListModel::Lines LiveComparisonListModel::lines(int row, int column) const
{
    const auto place = static_cast<std::size_t>(row);
    return place < m_experiments.size() ? lines(m_experiments[place], column) : lines(m_shadows[place - m_experiments.size()], column);
}

QString LiveComparisonListModel::status(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    if (place < m_experiments.size()) return m_experiments[place].figures.winner ? QStringLiteral("ok") : QStringLiteral("idle");
    const ShadowSum* const sum = sumOf(m_shadows[place - m_experiments.size()]);
    return sum && (sum->storedPairs > 0 || sum->answered > 0) ? QStringLiteral("ok") : QStringLiteral("idle");
}

int LiveComparisonListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_experiments.size() + m_shadows.size()); }

int LiveComparisonListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LiveComparisonListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const int column = index.column();
    const Lines cell = lines(index.row(), column);
    switch (role) {
    case Qt::DisplayRole: return cell.first;
    case SecondLineRole: return cell.second;
    case StrongRole: return column == Name;
    case StatusRole: return column == Result ? QVariant(status(index.row())) : QVariant();
    case Qt::TextAlignmentRole: return column == Cost ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole: return EvalText::spoken(cell.first, cell.second);
    case IdRole: return (copiedRoute(index.row()).empty() ? QStringLiteral("experiment ") : QStringLiteral("shadow ")) + lines(index.row(), Name).first;
    default: return {};
    }
}

QVariant LiveComparisonListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section == Cost ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Name");
    case Share: return tr("Share");
    case Result: return tr("Result");
    case Cost: return tr("Cost today");
    default: return {};
    }
}

} // namespace ui::models
