#include "rows_view.h"

#include "answer_view.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/evaluation/datasets/text_words.h"
#include "gateway/evaluation/report/word_marks.h"
#include "gateway/evaluation/runs/results.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/models/formatter.h"
#include "ui/pages/table_card.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QItemSelectionModel>
#include <QPoint>

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace ui::pages {

using gateway::evaluation::RunAnswer;
using models::ComparedRowsModel;
using models::EvalText;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kListWidth = 270;
constexpr int kLeastListWidth = 170;
constexpr int kButtonsInRow = 3;
constexpr std::size_t kMostQuestion = 4000; // bytes

/// Without a broken character at the end.
std::string cutText(const std::string& text, std::size_t most)
{
    if (text.size() <= most) return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

/// The same whenever a row is shown again, without a pattern from row to row.
bool isSecondFirst(const std::string& run, std::size_t row)
{
    std::vector<std::uint32_t> seeds(run.begin(), run.end());
    seeds.push_back(static_cast<std::uint32_t>(row));
    std::seed_seq sequence(seeds.begin(), seeds.end());
    std::mt19937 random(sequence);
    return random() % 2 == 1;
}

} // namespace

RowsView::RowsView(const QString& dataDir, QWidget* parent)
    : QWidget(parent), m_rows(dataDir), m_pair(new QComboBox(this)), m_tag(new QComboBox(this)), m_shown(new QComboBox(this)), m_blind(new QCheckBox(this)),
      m_list(new TableCard(QStringLiteral("nav-evaluate"), this)), m_columns(new QBoxLayout(QBoxLayout::LeftToRight, this)), m_questionCard(new widgets::Card({}, this)),
      m_question(new Label({}, look::TextRole::Body, Label::Tone::Normal, m_questionCard)), m_reference(new Label({}, look::TextRole::Body, Label::Tone::Secondary, m_questionCard)),
      m_rateCard(new widgets::Card({}, this)), m_first(new Button(ButtonKind::Plain, {}, {}, m_rateCard)), m_second(new Button(ButtonKind::Plain, {}, {}, m_rateCard)),
      m_tie(new Button(ButtonKind::Plain, {}, {}, m_rateCard)), m_bad(new Button(ButtonKind::Plain, {}, {}, m_rateCard)), m_skip(new Button(ButtonKind::Plain, {}, {}, m_rateCard)),
      m_undo(new Button(ButtonKind::Plain, {}, {}, m_rateCard)), m_said(new widgets::StatusLabel(m_rateCard)), m_problem(new widgets::ProblemLine(m_rateCard))
{
    setObjectName(QStringLiteral("rowsView"));
    setFocusPolicy(Qt::StrongFocus);
    m_blind->setChecked(true);
    build();
    m_list->setModel(&m_rows);
    connectKeys();
    connect(&m_rows, &ComparedRowsModel::opened, this, [this] {
        goTo(0);
        settle();
    });
    connect(&m_rows, &ComparedRowsModel::detailRead, this, &RowsView::showDetail);
    connect(&m_rows, &ComparedRowsModel::rated, this, &RowsView::settle);
    connect(m_list->table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_isRevealed = false;
        m_rows.readDetail(place());
        settle();
    });
    for (QComboBox* box : {m_pair, m_tag, m_shown}) connect(box, &QComboBox::activated, this, &RowsView::choose);
    connect(m_blind, &QCheckBox::toggled, this, &RowsView::showDetail);
    retranslate();
}

void RowsView::build()
{
    const look::Theme& theme = look::theme();
    const int gap = theme.px(theme.metrics().gap);
    m_pair->setObjectName(QStringLiteral("rowsPair"));
    m_tag->setObjectName(QStringLiteral("rowsTag"));
    m_shown->setObjectName(QStringLiteral("rowsShown"));
    m_blind->setObjectName(QStringLiteral("rowsBlind"));
    for (QComboBox* box : {m_pair, m_tag, m_shown}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(box == m_pair ? 18 : 10);
    }
    m_list->table()->setObjectName(QStringLiteral("rowsList"));
    m_list->table()->setRowHeight(widgets::DataTable::RowHeight::TwoLines);
    m_list->table()->setColumns({0}, 0);
    m_list->setMinimumWidth(theme.px(kLeastListWidth));
    m_list->setMaximumWidth(theme.px(kListWidth));
    m_question->setObjectName(QStringLiteral("rowQuestion"));
    m_reference->setObjectName(QStringLiteral("rowReference"));
    for (Label* label : {m_question, m_reference}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        m_questionCard->addContent(label);
    }
    buildSide(m_left);
    buildSide(m_right);
    m_left.text->setObjectName(QStringLiteral("answerA"));
    m_right.text->setObjectName(QStringLiteral("answerB"));
    m_left.facts->setObjectName(QStringLiteral("factsA"));
    m_right.facts->setObjectName(QStringLiteral("factsB"));
    auto* answers = new QHBoxLayout;
    answers->setSpacing(gap);
    answers->addWidget(m_left.card);
    answers->addWidget(m_right.card);
    m_first->setObjectName(QStringLiteral("rateA"));
    m_second->setObjectName(QStringLiteral("rateB"));
    m_tie->setObjectName(QStringLiteral("rateTie"));
    m_bad->setObjectName(QStringLiteral("rateBad"));
    m_skip->setObjectName(QStringLiteral("rateSkip"));
    m_undo->setObjectName(QStringLiteral("rateUndo"));
    m_said->setObjectName(QStringLiteral("rateSaid"));
    auto* buttons = new QWidget(m_rateCard);
    auto* grid = new QGridLayout(buttons);
    grid->setContentsMargins({});
    grid->setSpacing(theme.px(8));
    int number = 0;
    for (Button* button : {m_first, m_tie, m_second, m_bad, m_skip, m_undo}) {
        grid->addWidget(button, number / kButtonsInRow, number % kButtonsInRow);
        ++number;
    }
    grid->setColumnStretch(kButtonsInRow, 1);
    m_rateCard->addContent(buttons);
    m_rateCard->addContent(m_said);
    m_rateCard->addContent(m_problem);
    auto* right = new QVBoxLayout;
    right->setSpacing(gap);
    right->addWidget(m_questionCard);
    right->addLayout(answers, 1);
    right->addWidget(m_rateCard);
    m_columns->setContentsMargins({});
    m_columns->setSpacing(gap);
    m_columns->addWidget(m_list, 1);
    m_columns->addLayout(right, 2);
}

void RowsView::buildSide(Side& side)
{
    side.card = new widgets::Card({}, this);
    side.text = new AnswerView(side.card);
    side.facts = new Label({}, look::TextRole::Small, Label::Tone::Secondary, side.card);
    side.checks = new Label({}, look::TextRole::Body, Label::Tone::Secondary, side.card);
    side.card->addContent(side.text, 1);
    for (Label* label : {side.facts, side.checks}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        side.card->addContent(label);
    }
}

void RowsView::connectKeys()
{
    const std::pair<Button*, Qt::Key> keys[] = {{m_first, Qt::Key_Left}, {m_second, Qt::Key_Right}, {m_tie, Qt::Key_Down}, {m_bad, Qt::Key_Up}, {m_skip, Qt::Key_Space}};
    for (const auto& [button, key] : keys) {
        widgets::onKeysWithin(*this, key, [this, pressed = key] { act(pressed); });
        connect(button, &QPushButton::clicked, this, [this, pressed = key] { act(pressed); });
        button->setFocusPolicy(Qt::NoFocus); // each has a key of its own
    }
    widgets::onKeysWithin(*this, Qt::Key_Backspace, [this] { undo(); });
    connect(m_undo, &QPushButton::clicked, this, &RowsView::undo);
    m_undo->setFocusPolicy(Qt::NoFocus);
}

QList<QWidget*> RowsView::controls() const { return {m_blind, m_pair, m_tag, m_shown}; }

QString RowsView::targetName(std::size_t target) const { return m_results && target < m_results->targets.size() ? QString::fromStdString(m_results->targets[target].name) : QString(); }

void RowsView::open(std::shared_ptr<const gateway::evaluation::RunResults> results)
{
    const bool isSame = m_results && results && m_results->plan.id == results->plan.id;
    m_results = std::move(results);
    if (!isSame) m_pair->setCurrentIndex(-1);
    fillChoices();
    choose();
    setFocus(Qt::OtherFocusReason);
}

void RowsView::fillChoices()
{
    m_isFilling = true;
    const int pair = std::max(m_pair->currentIndex(), 0);
    const QVariant tag = m_tag->currentData();
    const int shown = std::max(m_shown->currentIndex(), 0);
    m_pair->clear();
    m_tag->clear();
    m_shown->clear();
    m_tag->addItem(tr("All tags"), QString());
    if (m_results) {
        const std::size_t count = m_results->targets.size();
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = a + 1; b < count; ++b)
                m_pair->addItem(tr("%1 and %2", "two targets").arg(targetName(a), targetName(b)), QPoint(static_cast<int>(a), static_cast<int>(b)));
        if (count == 1) m_pair->addItem(targetName(0), QPoint(0, 0));
        for (const auto& result : m_results->tags)
            if (const QString name = QString::fromStdString(result.tag); m_tag->findData(name) < 0) m_tag->addItem(name, name);
    }
    m_shown->addItem(tr("All rows"), static_cast<int>(ComparedRowsModel::Shown::All));
    m_shown->addItem(tr("Answers that differ"), static_cast<int>(ComparedRowsModel::Shown::Differing));
    m_shown->addItem(tr("Not rated"), static_cast<int>(ComparedRowsModel::Shown::NotRated));
    m_pair->setCurrentIndex(std::min(pair, m_pair->count() - 1));
    m_tag->setCurrentIndex(std::max(m_tag->findData(tag), 0));
    m_shown->setCurrentIndex(shown);
    m_isFilling = false;
}

void RowsView::choose()
{
    if (m_isFilling || !m_results || m_pair->currentIndex() < 0) return;
    const QPoint pair = m_pair->currentData().toPoint();
    ComparedRowsModel::Choice choice;
    choice.run = m_results->plan.id;
    choice.a = static_cast<std::size_t>(pair.x());
    choice.b = static_cast<std::size_t>(pair.y());
    choice.shown = static_cast<ComparedRowsModel::Shown>(m_shown->currentData().toInt());
    choice.tag = m_tag->currentData().toString().toStdString();
    m_rows.setNames(targetName(choice.a), targetName(choice.b));
    m_isRevealed = false;
    m_rows.open(choice);
    showDetail();
}

int RowsView::place() const
{
    const QModelIndex index = m_list->table()->currentIndex();
    return index.isValid() ? index.row() : -1;
}

void RowsView::goTo(int wanted)
{
    if (wanted < 0 || wanted >= m_rows.rowCount()) return;
    const QModelIndex index = m_rows.index(wanted, 0);
    m_list->table()->choose(index);
    m_list->table()->scrollTo(index);
    if (m_rows.detailPlace() != wanted) m_rows.readDetail(wanted);
}

bool RowsView::isSwapped() const
{
    const auto& detail = m_rows.detail();
    return m_blind->isChecked() && detail && isSecondFirst(m_rows.choice().run, detail->row);
}

void RowsView::act(Qt::Key key)
{
    if (place() < 0 || m_rows.detailPlace() != place()) return; // not shown yet
    if (m_isRevealed || key == Qt::Key_Space) return next();
    rate(key);
}

void RowsView::rate(Qt::Key key)
{
    const auto& detail = m_rows.detail();
    const bool isPossible = detail && detail->a && detail->b && m_rows.choice().a != m_rows.choice().b;
    if (!isPossible) return;
    const bool isFirst = (key == Qt::Key_Left) != isSwapped(); // of the two targets
    const Verdict verdict = key == Qt::Key_Down ? Verdict::Tie : key == Qt::Key_Up ? Verdict::BothBad : isFirst ? Verdict::A : Verdict::B;
    m_isRevealed = true;
    m_rows.rate(place(), verdict);
    showDetail();
}

void RowsView::next()
{
    m_isRevealed = false;
    if (place() + 1 < m_rows.rowCount()) goTo(place() + 1);
    else showDetail();
}

void RowsView::undo()
{
    const int undone = m_rows.undoRating();
    if (undone < 0) return;
    m_isRevealed = false;
    goTo(undone);
    showDetail();
}

void RowsView::showDetail()
{
    const auto& detail = m_rows.detail();
    m_question->setText(detail ? widgets::breakable(QString::fromStdString(cutText(detail->facts.question, kMostQuestion))) : QString());
    QStringList facts;
    if (detail) {
        facts += QString::fromStdString(detail->facts.id);
        for (const std::string& tag : detail->facts.tags) facts += QString::fromStdString(tag);
    }
    m_questionCard->setPhrase(facts.join(QStringLiteral(" · ")));
    const bool hasReference = detail && !detail->facts.reference.empty();
    m_reference->setText(hasReference ? widgets::breakable(tr("Reference: %1").arg(QString::fromStdString(cutText(detail->facts.reference, kMostQuestion)))) : QString());
    m_reference->setVisible(hasReference);
    const bool swapped = isSwapped();
    showSide(m_left, swapped);
    showSide(m_right, !swapped);
    if (detail && detail->a && detail->b && detail->a->isAnswered() && detail->b->isAnswered()) {
        const auto marked = gateway::evaluation::markDifferences({cutText(detail->a->text, AnswerView::kMostBytes), cutText(detail->b->text, AnswerView::kMostBytes)}, 0);
        m_left.text->setPieces(marked[swapped ? 1 : 0]);
        m_right.text->setPieces(marked[swapped ? 0 : 1]);
    }
    m_right.card->setVisible(m_rows.choice().a != m_rows.choice().b);
    settle();
}

void RowsView::showSide(Side& side, bool isSecond)
{
    const auto& detail = m_rows.detail();
    const bool isNamed = m_isRevealed || !m_blind->isChecked();
    const QString letter = &side == &m_left ? tr("Answer A") : tr("Answer B");
    const auto& choice = m_rows.choice();
    side.card->setTitle(letter);
    side.card->setPhrase(isNamed ? targetName(isSecond ? choice.b : choice.a) : QString());
    side.text->setAccessibleName(letter);
    const RunAnswer* const answer = !detail ? nullptr : isSecond ? (detail->b ? &*detail->b : nullptr) : (detail->a ? &*detail->a : nullptr);
    if (!answer) {
        side.text->setPieces({{detail ? tr("Not answered yet").toStdString() : std::string(), false}});
        side.facts->hide();
        side.checks->hide();
        return;
    }
    side.text->setPieces({{answer->isAnswered() ? cutText(answer->text, AnswerView::kMostBytes) : tr("Failed: %1").arg(words::SentenceWords::of(answer->error)).toStdString(), false}});
    QStringList facts{tr("%1 word(s)", nullptr, Formatter::plural(static_cast<std::int64_t>(gateway::evaluation::wordCount(answer->text)))).arg(Formatter().exact(static_cast<std::int64_t>(gateway::evaluation::wordCount(answer->text))))};
    QStringList checks;
    if (isNamed) {
        if (answer->score) facts += tr("score %1").arg(EvalText::number(*answer->score));
        if (answer->latency) facts += Formatter().latency(*answer->latency);
        if (answer->cost) facts += Formatter().money(*answer->cost);
    }
    for (const auto& check : answer->checks) {
        const QString type = EvalText::assertion(gateway::json::textOf(check, "type"));
        const auto score = gateway::json::numberOf(check, "score");
        if (!isNamed) checks += QStringLiteral("– ") + type;
        else checks += (!score ? QStringLiteral("– ") : EvalText::number(*score) + QLatin1Char(' ')) + type;
    }
    side.facts->setText(facts.join(QStringLiteral(" · ")));
    side.facts->show();
    side.checks->setText(checks.join(QLatin1Char('\n')));
    side.checks->setVisible(!checks.isEmpty());
}

void RowsView::settle()
{
    const Formatter format;
    if (m_rows.isReading()) m_list->setEmptyTexts(tr("Looking for rows…"), tr("Another choice above ends the search."));
    else m_list->setEmptyTexts(tr("No rows"), tr("No row of the run is as chosen above."));
    m_list->setPhrase(tr("%1 of %2 rated").arg(format.exact(static_cast<std::int64_t>(m_rows.ratingCount())), format.exact(m_rows.rowCount())));
    const auto rating = m_rows.rating(place());
    const auto& choice = m_rows.choice();
    const bool isNamed = m_isRevealed || !m_blind->isChecked();
    if (rating && isNamed) m_said->setStatus(look::Status::Ok, ComparedRowsModel::ratingText(rating, targetName(choice.a), targetName(choice.b)), m_isRevealed ? tr("any of these keys moves on") : QString());
    else if (rating) m_said->setStatus(look::Status::Ok, tr("rated"));
    else m_said->setStatus(look::Status::Idle, tr("not rated"));
    const auto& detail = m_rows.detail();
    const bool canRate = detail && detail->a && detail->b && choice.a != choice.b;
    for (Button* button : {m_first, m_second, m_tie, m_bad}) button->setEnabled(canRate);
    m_skip->setEnabled(place() >= 0);
    m_problem->say(m_rows.error() ? EvalText::error(*m_rows.error()) : QString());
}

void RowsView::retranslate()
{
    m_list->setTitle(tr("Rows"));
    m_list->table()->setAccessibleName(tr("Rows"));
    m_questionCard->setTitle(tr("Question"));
    m_rateCard->setTitle(tr("Which answer is better?"));
    m_rateCard->setPhrase(tr("Order is shuffled. Names, checks, cost and time appear after you rate."));
    m_blind->setText(tr("Blind"));
    widgets::setBoxLabel(*m_pair, tr("Two targets"));
    widgets::setBoxLabel(*m_tag, tr("Tag"));
    widgets::setBoxLabel(*m_shown, tr("Which rows"));
    const std::pair<Button*, std::pair<QString, QString>> words[] = {
        {m_first, {tr("A is better"), QStringLiteral("←")}}, {m_tie, {tr("Tie"), QStringLiteral("↓")}}, {m_second, {tr("B is better"), QStringLiteral("→")}},
        {m_bad, {tr("Both are wrong"), QStringLiteral("↑")}}, {m_skip, {tr("Skip"), tr("Space", "a key")}}, {m_undo, {tr("Undo"), QStringLiteral("⌫")}},
    };
    for (const auto& [button, text] : words) {
        button->setText(text.first + QStringLiteral("  ") + text.second);
        button->setAccessibleName(text.first);
    }
    fillChoices();
    m_rows.retranslate();
    showDetail();
}

} // namespace ui::pages
