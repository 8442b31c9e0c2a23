#include "compared_rows_model.h"

#include "gateway/evaluation/scoring/answer_comparison.h"
#include "ui/models/roles.h"

#include <algorithm>
#include <utility>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;
using gateway::usage::AskThread;
using Facts = RunFile::RowFacts;

namespace {

constexpr std::size_t kScanned = 500; // rows at a time

bool hasTag(const Facts& facts, const std::string& tag) { return std::ranges::find(facts.tags, tag) != facts.tags.end(); }

const RunAnswer* answerOf(const std::vector<RunAnswer>& answers, std::size_t row, std::size_t target)
{
    const auto found = std::ranges::find(answers, AnswerKey{row, target, 0}, &RunAnswer::key);
    return found == answers.end() ? nullptr : &*found;
}

/// By row, whether both targets answered, and differently.
Result<std::vector<bool>> differing(RunFile& run, const ComparedRowsModel::Choice& choice, const AskThread::Stop& stop)
{
    std::vector<bool> rows(run.plan().rows, false);
    const auto read = run.eachTextPair(choice.a, choice.b, [&](std::size_t row, std::string_view a, std::string_view b) {
        if (row < rows.size()) rows[row] = !areSameAnswers(a, b);
        return !stop.isAsked();
    });
    if (!read) return gateway::failure(read.error());
    return rows;
}

/// Places of the rows with the tag, and with different answers where that is wanted.
Result<std::vector<std::uint32_t>> chooseFrom(RunFile& run, const ComparedRowsModel::Choice& choice, const std::map<std::size_t, HumanRating::Verdict>& ratings, const AskThread::Stop& stop)
{
    std::vector<std::uint32_t> chosen;
    const bool isDiffering = choice.shown == ComparedRowsModel::Shown::Differing;
    const auto different = isDiffering ? differing(run, choice, stop) : Result<std::vector<bool>>(std::vector<bool>());
    if (!different) return gateway::failure(different.error());
    const auto isShown = [&](std::size_t row) { return isDiffering ? (*different)[row] : choice.shown != ComparedRowsModel::Shown::NotRated || !ratings.contains(row); };
    for (std::size_t first = 0; first < run.plan().rows && !stop.isAsked(); first += kScanned) {
        const std::size_t end = std::min(first + kScanned, run.plan().rows);
        const auto facts = choice.tag.empty() ? Result<std::vector<Facts>>(std::vector<Facts>()) : run.rows(first, kScanned);
        if (!facts) return gateway::failure(facts.error());
        for (std::size_t row = first; row < end; ++row) {
            const bool isTagged = choice.tag.empty() || (row - first < facts->size() && hasTag((*facts)[row - first], choice.tag));
            if (isTagged && isShown(row)) chosen.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return chosen;
}

QString firstLine(const std::string& text)
{
    constexpr int kMost = 200;
    return QString::fromStdString(text.substr(0, static_cast<std::size_t>(kMost) * 4)).simplified().left(kMost);
}

} // namespace

struct ComparedRowsModel::Opened {
    std::size_t rows = 0;
    std::optional<std::vector<std::uint32_t>> chosen;
    std::map<std::size_t, Verdict> ratings;
};

ComparedRowsModel::ComparedRowsModel(const QString& dataDir, QObject* parent) : QAbstractTableModel(parent), m_dataDir(dataDir), m_thread(std::make_unique<AskThread>(QStringLiteral("rows"))) { }

ComparedRowsModel::~ComparedRowsModel()
{
    m_thread.reset();
    for (const auto& [number, change] : m_unwritten) write(change);
}

void ComparedRowsModel::open(const Choice& choice)
{
    m_thread->forget(); // changes of ratings, too
    for (const auto& [number, change] : m_unwritten) writeLater(number);
    beginResetModel();
    m_choice = choice;
    m_file = std::make_shared<std::optional<RunFile>>();
    m_isReading = true;
    m_error.reset();
    m_rowCount = 0;
    m_chosen.reset();
    m_ratings.clear();
    m_steps.clear();
    m_detail.reset();
    m_detailPlace = m_wantedPlace = -1;
    m_blocks.clear();
    m_recent.clear();
    m_askedBlocks.clear();
    m_readCount = 0;
    endResetModel();
    const auto job = [file = m_file, folder = m_dataDir, choice](const AskThread::Stop& stop) -> Result<Opened> {
        const QString path = RunFile::fileIn(folder, choice.run);
        auto run = RunFile::open(path, RunFile::Access::Write); // ratings are kept in it
        if (!run) run = RunFile::open(path, RunFile::Access::Read);
        if (!run) return gateway::failure(run.error());
        Opened opened;
        opened.rows = run->plan().rows;
        const auto ratings = run->humanRatings();
        if (!ratings) return gateway::failure(ratings.error());
        for (const HumanRating& rating : *ratings)
            if (rating.a == choice.a && rating.b == choice.b) opened.ratings[rating.row] = rating.verdict;
        if (choice.shown != Shown::All || !choice.tag.empty()) {
            auto chosen = chooseFrom(*run, choice, opened.ratings, stop);
            if (!chosen) return gateway::failure(chosen.error());
            opened.chosen = std::move(*chosen);
        }
        file->emplace(std::move(*run));
        return opened;
    };
    m_thread->ask<Opened>(job, this, [this](Result<Opened> answer) {
        m_isReading = false;
        beginResetModel();
        if (answer) {
            m_rowCount = answer->rows;
            m_chosen = std::move(answer->chosen);
            m_ratings = std::move(answer->ratings);
        } else {
            m_error = answer.error();
        }
        endResetModel();
        Q_EMIT opened();
    });
}

void ComparedRowsModel::setNames(const QString& a, const QString& b)
{
    m_nameA = a;
    m_nameB = b;
}

void ComparedRowsModel::retranslate()
{
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, 0);
}

std::size_t ComparedRowsModel::rowAt(int place) const { return m_chosen ? (*m_chosen)[static_cast<std::size_t>(place)] : static_cast<std::size_t>(place); }

/// Null: its block is being read.
const Facts* ComparedRowsModel::facts(int place) const
{
    const int block = place / kBlock;
    const auto found = m_blocks.find(block);
    if (found == m_blocks.end()) {
        const_cast<ComparedRowsModel*>(this)->readBlock(block); // a view asks while it paints
        return nullptr;
    }
    if (m_recent.front() != block) {
        m_recent.remove(block);
        m_recent.push_front(block);
    }
    const auto inBlock = static_cast<std::size_t>(place % kBlock);
    return inBlock < found->second.size() ? &found->second[inBlock] : nullptr;
}

void ComparedRowsModel::readBlock(int block)
{
    if (std::ranges::find(m_askedBlocks, block) != m_askedBlocks.end()) return;
    m_askedBlocks.push_back(block);
    std::vector<std::size_t> rows;
    for (int place = block * kBlock; place < std::min((block + 1) * kBlock, rowCount()); ++place) rows.push_back(rowAt(place));
    const bool isWhole = !m_chosen;
    m_thread->ask<std::vector<Facts>>(
        [file = m_file, rows, isWhole](const AskThread::Stop&) -> Result<std::vector<Facts>> {
            if (isWhole) return (*file)->rows(rows.front(), rows.size());
            std::vector<Facts> all;
            for (const std::size_t row : rows) {
                auto facts = (*file)->rows(row, 1);
                if (!facts) return gateway::failure(facts.error());
                all.push_back(facts->empty() ? Facts() : std::move(facts->front()));
            }
            return all;
        },
        this, [this, block](Result<std::vector<Facts>> facts) {
            std::erase(m_askedBlocks, block);
            ++m_readCount;
            m_blocks[block] = facts ? std::move(*facts) : std::vector<Facts>();
            m_recent.push_front(block);
            if (m_recent.size() > kMostBlocks) {
                m_blocks.erase(m_recent.back());
                m_recent.pop_back();
            }
            Q_EMIT dataChanged(index(block * kBlock, 0), index(std::min((block + 1) * kBlock, rowCount()) - 1, 0));
        });
}

void ComparedRowsModel::readDetail(int place)
{
    if (place < 0 || place >= rowCount()) return;
    m_wantedPlace = place;
    const std::size_t row = rowAt(place);
    m_thread->ask<ComparedRow>(
        [file = m_file, row, a = m_choice.a, b = m_choice.b](const AskThread::Stop&) -> Result<ComparedRow> {
            auto facts = (*file)->rows(row, 1);
            if (!facts) return gateway::failure(facts.error());
            const auto answers = (*file)->answers(row, 1, true);
            if (!answers) return gateway::failure(answers.error());
            ComparedRow compared;
            compared.row = row;
            if (!facts->empty()) compared.facts = std::move(facts->front());
            if (const auto* answer = answerOf(*answers, row, a)) compared.a = *answer;
            if (const auto* answer = answerOf(*answers, row, b)) compared.b = *answer;
            return compared;
        },
        this, [this, place](Result<ComparedRow> compared) {
            if (place != m_wantedPlace) return;
            m_detail.reset();
            m_error.reset();
            if (compared) m_detail = std::move(*compared);
            else m_error = compared.error();
            m_detailPlace = place;
            Q_EMIT detailRead();
        });
}

std::optional<ComparedRowsModel::Verdict> ComparedRowsModel::rating(int place) const
{
    if (place < 0 || place >= rowCount()) return std::nullopt;
    const auto found = m_ratings.find(rowAt(place));
    return found == m_ratings.end() ? std::nullopt : std::optional(found->second);
}

void ComparedRowsModel::rate(int place, Verdict verdict)
{
    if (place < 0 || place >= rowCount()) return;
    m_steps.push_back({place, rating(place)});
    keep(rowAt(place), verdict);
    touch(place);
}

int ComparedRowsModel::undoRating()
{
    if (m_steps.empty()) return -1;
    const Step step = m_steps.back();
    m_steps.pop_back();
    keep(rowAt(step.place), step.before);
    touch(step.place);
    return step.place;
}

void ComparedRowsModel::keep(std::size_t row, std::optional<Verdict> verdict)
{
    if (verdict) m_ratings[row] = *verdict;
    else m_ratings.erase(row);
    m_unwritten[++m_lastUnwritten] = {m_file, row, m_choice.a, m_choice.b, verdict};
    writeLater(m_lastUnwritten);
}

gateway::Result<void> ComparedRowsModel::write(const Unwritten& change)
{
    RunFile& file = **change.file;
    return change.verdict ? file.record(HumanRating{change.row, change.a, change.b, *change.verdict}) : file.removeRating(change.row, change.a, change.b);
}

void ComparedRowsModel::writeLater(int number)
{
    m_thread->ask<bool>(
        [change = m_unwritten[number]](const AskThread::Stop&) -> Result<bool> {
            const auto done = write(change);
            if (!done) return gateway::failure(done.error());
            return true;
        },
        this, [this, number](const Result<bool>& done) {
            m_unwritten.erase(number);
            if (done) return;
            m_error = done.error();
            Q_EMIT rated();
        });
}

void ComparedRowsModel::touch(int place)
{
    Q_EMIT dataChanged(index(place, 0), index(place, 0));
    Q_EMIT rated();
}

int ComparedRowsModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid()) return 0;
    return static_cast<int>(m_chosen ? m_chosen->size() : m_rowCount);
}

int ComparedRowsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : 1; }

QString ComparedRowsModel::ratingText(std::optional<Verdict> verdict, const QString& a, const QString& b)
{
    if (!verdict) return tr("not rated");
    switch (*verdict) {
    case Verdict::A: return tr("%1 is better", "a target").arg(a);
    case Verdict::B: return tr("%1 is better", "a target").arg(b);
    case Verdict::Tie: return tr("tie");
    case Verdict::BothBad: return tr("both are wrong");
    }
    return {};
}

QVariant ComparedRowsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto second = [&](const Facts& row) {
        QStringList parts;
        for (const std::string& tag : row.tags) parts += QString::fromStdString(tag);
        parts += ratingText(rating(index.row()), m_nameA, m_nameB);
        return parts.join(QStringLiteral(" · "));
    };
    switch (role) {
    case StatusRole: return rating(index.row()) ? QStringLiteral("ok") : QStringLiteral("idle");
    case IdRole: return QString::number(rowAt(index.row()));
    case Qt::DisplayRole:
    case SecondLineRole:
    case Qt::AccessibleTextRole: break;
    default: return {};
    }
    const Facts* const row = facts(index.row());
    if (!row) return role == SecondLineRole ? QString() : QStringLiteral("…");
    if (role == SecondLineRole) return second(*row);
    const QString question = firstLine(row->question);
    return role == Qt::DisplayRole ? question : question + QStringLiteral(", ") + second(*row);
}

QVariant ComparedRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && section == 0 && role == Qt::DisplayRole ? QVariant(tr("Question")) : QVariant();
}

} // namespace ui::models
