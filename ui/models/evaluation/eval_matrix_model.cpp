#include "eval_matrix_model.h"

#include "eval_text.h"

#include "gateway/evaluation/report/score_axis.h"
#include "ui/models/formatter.h"
#include "ui/models/roles.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;

namespace {

constexpr int kOther = 7; // series of all others
constexpr double kSame = 1e-9; // scores that are this close are equal

QVariant right() { return int(Qt::AlignRight | Qt::AlignVCenter); }

} // namespace

EvalMatrixModel::EvalMatrixModel(QObject* parent) : QAbstractTableModel(parent) { }

int EvalMatrixModel::series(std::size_t target) { return static_cast<int>(std::min<std::size_t>(target, kOther)); }

void EvalMatrixModel::set(std::shared_ptr<const RunResults> results, std::optional<std::size_t> base)
{
    beginResetModel();
    m_results = std::move(results);
    m_order.clear();
    m_base.reset();
    if (m_results) {
        for (std::size_t i = 0; i < m_results->targets.size(); ++i) m_order.push_back(i);
        const auto scoreOf = [this](std::size_t i) { return m_results->targets[i].score ? m_results->targets[i].score->score : -1.0; };
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) { return scoreOf(a) > scoreOf(b); });
        m_base = base && *base < m_order.size() ? base : m_results->best();
    }
    endResetModel();
}

void EvalMatrixModel::retranslate()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

std::optional<ScoreBar> EvalMatrixModel::bar(int row) const
{
    const auto& score = m_results->targets[target(row)].score;
    if (!score) return std::nullopt;
    const ScoreAxis axis = ScoreAxis::of(*m_results);
    ScoreBar bar{axis.part(score->interval.low), axis.part(score->score), axis.part(score->interval.high), series(target(row)), {}};
    for (const double tick : axis.ticks()) bar.ticks.push_back(axis.part(tick));
    return bar;
}

std::vector<std::pair<double, QString>> EvalMatrixModel::axis() const
{
    std::vector<std::pair<double, QString>> labels;
    if (!m_results) return labels;
    const ScoreAxis axis = ScoreAxis::of(*m_results);
    for (const double tick : axis.ticks()) labels.emplace_back(axis.part(tick), QLocale().toString(tick, 'f', 1));
    return labels;
}

int EvalMatrixModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_order.size()); }

int EvalMatrixModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString EvalMatrixModel::verdict(std::size_t target) const
{
    if (target == m_base) return tr("baseline");
    if (!m_base || m_results->comparisons.empty()) return Formatter::none();
    const auto comparison = m_results->comparison(target, *m_base);
    return comparison ? EvalText::verdict(*comparison) : Formatter::none();
}

QString EvalMatrixModel::verdictStatus(std::size_t target) const
{
    if (target == m_base || !m_base) return {};
    const auto comparison = m_results->comparison(target, *m_base);
    return comparison ? EvalText::verdictStatus(*comparison) : QString();
}

QString EvalMatrixModel::text(std::size_t target, int column) const
{
    const TargetResult& result = m_results->targets[target];
    switch (column) {
    case Name: return QString::fromStdString(result.name);
    case Score: return EvalText::score(result.score);
    case Interval: return result.score ? EvalText::interval(result.score->interval) : Formatter::none();
    case Cost: return EvalText::costPerThousand(result);
    case Latency: return EvalText::latency(result.p50);
    case Failed: return Formatter().exact(static_cast<std::int64_t>(result.failed));
    case Verdict: return verdict(target);
    default: return {};
    }
}

QVariant EvalMatrixModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const std::size_t place = target(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return column == Interval ? QString() : text(place, column); // drawn as a bar
    case Qt::AccessibleTextRole:
    case RawRole: return text(place, column);
    case SwatchRole: return column == Name ? QVariant(series(place)) : QVariant();
    case FixedFontRole: return column == Name;
    case StrongRole: return column == Score;
    case StatusRole: return column == Verdict ? QVariant(verdictStatus(place)) : QVariant();
    case ToneRole: return column == Cost && !m_results->targets[place].costPerThousandRows ? QVariant(QStringLiteral("text_secondary")) : QVariant();
    case Qt::TextAlignmentRole: return column == Score || (column >= Cost && column <= Failed) ? right() : QVariant();
    case Qt::ToolTipRole:
        if (column == Interval) return tr("95% interval: %1").arg(text(place, Interval));
        if (column == Cost && m_results->targets[place].costP50) return EvalText::costPerAnswer(m_results->targets[place]);
        return {}; // shows what is elided
    case IdRole: return QString::fromStdString(m_results->targets[place].name);
    default: return {};
    }
}

QVariant EvalMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section == Score || (section >= Cost && section <= Failed) ? right() : QVariant();
    if (section == Interval) return role == Qt::AccessibleTextRole || role == Qt::ToolTipRole ? QVariant(tr("95% interval")) : QVariant(); // the axis is drawn there
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Name: return tr("Target");
    case Score: return tr("Score");
    case Cost: return tr("Cost");
    case Latency: return tr("p50");
    case Failed: return tr("Failed");
    case Verdict: return tr("Verdict");
    default: return {};
    }
}

EvalTagModel::EvalTagModel(QObject* parent) : QAbstractTableModel(parent) { }

void EvalTagModel::set(std::shared_ptr<const RunResults> results)
{
    beginResetModel();
    m_results = std::move(results);
    m_tags.clear();
    std::vector<std::string> names;
    if (m_results) {
        for (const TargetResult& target : m_results->targets) names.push_back(target.name);
        for (const TagResult& result : m_results->tags) {
            auto tag = std::ranges::find(m_tags, result.tag, &Tag::name);
            if (tag == m_tags.end()) {
                m_tags.push_back({result.tag, 0, std::vector<std::optional<double>>(m_results->targets.size()), 0});
                tag = m_tags.end() - 1;
            }
            tag->rows = std::max(tag->rows, result.rows);
            tag->scores[result.target] = result.score.score;
            tag->best = std::max(tag->best, result.score.score);
        }
    }
    m_names = EvalText::shortNames(names);
    endResetModel();
}

void EvalTagModel::retranslate()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, std::max(columnCount() - 1, 0));
}

int EvalTagModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_tags.size()); }

int EvalTagModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 2 + (m_results ? static_cast<int>(m_results->targets.size()) : 0);
}

QVariant EvalTagModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Tag& tag = m_tags[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const auto score = column >= 2 ? tag.scores[static_cast<std::size_t>(column - 2)] : std::nullopt;
    switch (role) {
    case Qt::DisplayRole:
        if (column == 0) return QString::fromStdString(tag.name);
        if (column == 1) return Formatter().exact(static_cast<std::int64_t>(tag.rows));
        return score ? EvalText::number(*score) : Formatter::none();
    case StrongRole: return score && *score > tag.best - kSame;
    case Qt::TextAlignmentRole: return column > 0 ? right() : QVariant();
    case IdRole: return QString::fromStdString(tag.name);
    default: return {};
    }
}

QVariant EvalTagModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return section > 0 ? right() : QVariant();
    const bool isTarget = section >= 2 && m_results;
    const QString target = isTarget ? QString::fromStdString(m_results->targets[static_cast<std::size_t>(section - 2)].name) : QString();
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) return isTarget ? QVariant(target) : QVariant();
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return tr("Tag");
    return section == 1 ? tr("Rows") : m_names.value(section - 2);
}

} // namespace ui::models
