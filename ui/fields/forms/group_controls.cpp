#include "group_controls.h"

#include "field_form.h"
#include "ui/fields/field_kind.h"
#include "ui/fields/field_words.h"

#include "ui/look/theme.h"
#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeySequence>
#include <QLocale>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStyleOptionButton>
#include <QStylePainter>
#include <QTimer>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::fields {

using gateway::Json;
using gateway::config::Issue;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kIndent = 20;
constexpr QKeyCombination kUp = Qt::ALT | Qt::Key_Up;
constexpr QKeyCombination kDown = Qt::ALT | Qt::Key_Down;
constexpr qsizetype kMostSummary = 4;
constexpr qsizetype kMostOfText = 48; // characters of a text
constexpr int kLeastHead = 80; // px

/// Elides a long text in the middle.
QString shortened(const QString& text)
{
    return text.size() <= kMostOfText ? text : text.left(kMostOfText * 2 / 3) + QStringLiteral("…") + text.right(kMostOfText / 3 - 1);
}

/// The value, or the word for an unset choice in an entry that has any value.
const Json* fieldOf(const Json& value, const std::string& key, const Json& schema)
{
    if (const auto said = value.find(key); said != value.end()) return &*said;
    return !value.empty() && schema.contains("enum") && schema.contains("default") ? &schema["default"] : nullptr;
}

/// Summary of an entry: its first text and its required numbers; only its numbers if it has no text.
QString summaryOf(const std::string& pattern, const Json& value)
{
    QStringList texts;
    QStringList numbers;
    const Json* schema = schemaOf(pattern);
    if (!schema || !schema->contains("properties")) return {};
    const Json needed = schema->value("required", Json::array());
    for (const auto& [key, ofField] : (*schema)["properties"].items()) {
        const Json* field = fieldOf(value, key, ofField);
        if (!field) continue;
        const std::string said = field->is_string() ? field->get<std::string>() : std::string();
        const bool isNeeded = std::ranges::find(needed, Json(key)) != needed.end();
        const std::string place = std::string(pattern).append(".").append(key);
        if (!said.empty()) texts << (ofField.contains("enum") ? FieldWords::value(place, said) : shortened(QString::fromStdString(said)));
        else if (field->is_number() && isNeeded) texts << QLocale().toString(field->get<double>(), 'f', QLocale::FloatingPointShortest);
        else if (field->is_number()) numbers << QString::fromStdString(gateway::toText(*field));
    }
    return (texts.isEmpty() ? numbers : texts).mid(0, kMostSummary).join(QStringLiteral(" · "));
}

/// The summary of an entry: elided if there is no room, with the full text as tool tip.
class EntryHead final : public Button {
public:
    explicit EntryHead(QWidget* parent) : Button(ButtonKind::Link, {}, {}, parent) { setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed); }
    QSize minimumSizeHint() const override { return {std::min(sizeHint().width(), look::theme().px(kLeastHead)), sizeHint().height()}; }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() != QEvent::ToolTip || textWidth() <= roomForText()) return Button::event(event);
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text(), this);
        return true;
    }
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        if (textWidth() > roomForText()) option.text = fontMetrics().elidedText(option.text, Qt::ElideRight, roomForText(), Qt::TextShowMnemonic);
        painter.drawControl(QStyle::CE_PushButton, option);
    }

private:
    int textWidth() const { return fontMetrics().size(Qt::TextShowMnemonic, QPushButton::text()).width(); }
    /// In a layout, links have no space behind their text.
    int roomForText() const { return width() - (sizeHint().width() - textWidth()) / 2; }
};

/// The form must first lay out new parts before scrolling.
void scrollTo(QWidget* part)
{
    QTimer::singleShot(0, part, [part] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // nested forms each post their own request
        for (QWidget* around = part->parentWidget(); around; around = around->parentWidget())
            if (auto* scroll = qobject_cast<QScrollArea*>(around)) return scroll->ensureWidgetVisible(part);
    });
}

} // namespace

OptionalGroupControl::OptionalGroupControl(FieldPlace given, QWidget* parent)
    : FieldControl(std::move(given), parent), m_box(new QCheckBox(this)), m_form(new FieldForm(place().pattern, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_box);
    column->addWidget(m_form);
    m_form->setContentsMargins(look::theme().px(kIndent), 0, 0, 0);
    m_form->addFields();
    m_form->setValues(Json::object());
    connect(m_box, &QCheckBox::toggled, this, [this](bool isOn) {
        m_form->setVisible(isOn);
        Q_EMIT edited();
    });
    connect(m_form, &FieldForm::edited, this, &FieldControl::edited);
    retranslate();
}

void OptionalGroupControl::retranslate() { m_box->setText(FieldWords::value(place().pattern, "object")); }

void OptionalGroupControl::setValue(const Json& value)
{
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(value.is_object());
    m_form->setVisible(value.is_object());
    m_shown = value.is_object() ? value : Json::object();
    m_form->setValues(m_shown);
}

Json OptionalGroupControl::value() const { return m_box->isChecked() ? m_form->values(m_shown) : Json(); }
QString OptionalGroupControl::problem() const { return m_box->isChecked() && !m_form->checkNotation() ? tr("one of its fields is not valid") : QString(); }
QWidget* OptionalGroupControl::field() { return m_box; }
void OptionalGroupControl::clearIssues() { m_form->clearIssues(); }

bool OptionalGroupControl::showIssue(const std::string& path, const std::string& own, const QString& message)
{
    return m_form->showIssues(own, {Issue{Issue::Level::Error, path, message.toStdString()}}).empty();
}

EntryBox::EntryBox(std::string pattern, Json value, QWidget* parent)
    : QWidget(parent), m_pattern(std::move(pattern)), m_value(std::move(value)), m_column(new QVBoxLayout(this)), m_line(new QWidget(this)),
      m_head(new EntryHead(m_line)), m_up(new Button(ButtonKind::Link, {}, {}, m_line)), m_down(new Button(ButtonKind::Link, {}, {}, m_line)),
      m_remove(new Button(ButtonKind::Link, {}, {}, m_line)), m_odd(new widgets::ProblemLine(this, look::Status::Warn))
{
    auto* line = new QHBoxLayout(m_line);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(12));
    line->addWidget(m_head);
    line->addStretch(1);
    for (Button* button : {m_up, m_down, m_remove}) line->addWidget(button);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    m_column->addWidget(m_line);
    m_column->addWidget(m_odd);
    m_odd->setObjectName(QStringLiteral("entryOddities"));
    m_up->setObjectName(QStringLiteral("entryUp"));
    m_down->setObjectName(QStringLiteral("entryDown"));
    addMove(*m_up, -1);
    addMove(*m_down, 1);
    m_head->setObjectName(QStringLiteral("entryHead"));
    m_remove->setObjectName(QStringLiteral("entryRemove"));
    connect(m_head, &QPushButton::clicked, this, &EntryBox::toggle);
    connect(m_remove, &QPushButton::clicked, this, &EntryBox::removeRequested);
    retranslate();
}

/// Shortcuts are active on the line only: in its fields they may have another meaning, such as opening a list, or
/// moving an inner entry.
void EntryBox::addMove(Button& button, int by)
{
    button.hide();
    connect(&button, &QPushButton::clicked, this, [this, by] { Q_EMIT moveRequested(by); });
    widgets::onKeysWithin(*m_line, by < 0 ? kUp : kDown, [this, by] { Q_EMIT moveRequested(by); });
}

void EntryBox::setMoves(bool up, bool down)
{
    const bool isLeft = (m_up->hasFocus() && !up) || (m_down->hasFocus() && !down);
    if (isLeft) m_head->setFocus(Qt::OtherFocusReason); // otherwise the remove button would get the focus
    m_up->setEnabled(up);
    m_down->setEnabled(down);
    for (Button* button : {m_up, m_down}) button->setVisible(up || down);
}

void EntryBox::showLine() { scrollTo(m_line); }

void EntryBox::retranslate()
{
    m_up->setText(tr("Move up"));
    m_up->setToolTip(QKeySequence(kUp).toString(QKeySequence::NativeText));
    m_down->setText(tr("Move down"));
    m_down->setToolTip(QKeySequence(kDown).toString(QKeySequence::NativeText));
    m_remove->setText(tr("Remove", "an entry of a list"));
    settle();
}

void EntryBox::settle()
{
    const QString summary = summaryOf(m_pattern, value());
    const bool isOpen = m_form && m_form->isVisibleTo(this);
    const QString name = summary.isEmpty() ? tr("new entry") : summary;
    m_head->setText((isOpen ? QStringLiteral("▾ ") : QStringLiteral("▸ ")) + name);
    m_head->setAccessibleName(name);
    m_head->setAccessibleDescription(isOpen ? tr("open") : tr("closed"));
    m_up->setAccessibleName(tr("Move up: %1", "an entry of a list").arg(summary));
    m_down->setAccessibleName(tr("Move down: %1", "an entry of a list").arg(summary));
    m_remove->setAccessibleName(tr("Remove %1", "an entry of a list").arg(summary));
}

void EntryBox::open()
{
    if (!m_form) {
        m_form = new FieldForm(m_pattern, this);
        m_form->setContentsMargins(look::theme().px(kIndent), 0, 0, look::theme().px(8));
        m_form->addFields();
        m_form->setValues(m_value);
        m_column->addWidget(m_form);
        connect(m_form, &FieldForm::edited, this, [this] {
            settle();
            Q_EMIT edited();
        });
    }
    m_form->show();
    settle();
}

void EntryBox::toggle()
{
    if (m_form && m_form->isVisibleTo(this)) m_form->hide();
    else return open();
    settle();
}

void EntryBox::focusFirst()
{
    for (const FieldRow* row : m_form->rows()) {
        QWidget* const field = row->control().field();
        if (field->focusPolicy() == Qt::NoFocus) continue; // it consists of several
        field->setFocus(Qt::OtherFocusReason);
        return scrollTo(field);
    }
}

void EntryBox::addOddity(const QString& odd)
{
    m_oddities << odd;
    m_odd->say(m_oddities.join(QLatin1Char('\n')));
}

void EntryBox::clearOddities()
{
    m_oddities.clear();
    m_odd->say({});
}

Json EntryBox::value() const { return m_form ? m_form->values(m_value) : m_value; }
QString EntryBox::problem() const { return m_form && !m_form->checkNotation() ? tr("one of its fields is not valid") : QString(); }

EntriesControl::EntriesControl(FieldPlace given, QWidget* parent)
    : FieldControl(std::move(given), parent), m_column(new QVBoxLayout(this)), m_add(new Button(ButtonKind::Plain, {}, QStringLiteral("act-add"), this))
{
    m_column->setContentsMargins({});
    m_column->setSpacing(look::theme().px(4));
    auto* line = new QHBoxLayout;
    line->addWidget(m_add);
    line->addStretch(1);
    m_column->addLayout(line);
    m_shown = Json::array();
    connect(m_add, &QPushButton::clicked, this, &EntriesControl::begin);
    retranslate();
}

void EntriesControl::retranslate()
{
    m_add->setText(FieldWords::value(place().pattern, "add"));
    for (EntryBox* entry : m_entries) entry->retranslate();
}

/// Expands a new entry and focuses its first field.
void EntriesControl::begin()
{
    EntryBox* const entry = add(Json::object());
    settleMoves();
    entry->open();
    entry->focusFirst();
}

EntryBox* EntriesControl::add(Json value)
{
    auto* entry = new EntryBox(place().pattern + "[]", std::move(value), this);
    m_column->insertWidget(static_cast<int>(m_entries.size()), entry);
    m_entries.push_back(entry);
    connect(entry, &EntryBox::edited, this, &FieldControl::edited);
    connect(entry, &EntryBox::removeRequested, this, [this, entry] { remove(entry); });
    connect(entry, &EntryBox::moveRequested, this, [this, entry](int by) { move(entry, by); });
    return entry;
}

void EntriesControl::remove(EntryBox* entry)
{
    m_entries.erase(std::find(m_entries.begin(), m_entries.end(), entry));
    entry->hide();
    entry->deleteLater();
    settleMoves();
    Q_EMIT edited();
}

void EntriesControl::move(EntryBox* entry, int by)
{
    const auto from = std::ranges::find(m_entries, entry);
    const auto to = from - m_entries.begin() + by;
    if (!isOrdered(place().pattern) || to < 0 || to >= std::ssize(m_entries)) return;
    std::iter_swap(from, m_entries.begin() + to);
    m_column->removeWidget(entry);
    m_column->insertWidget(static_cast<int>(to), entry);
    settleMoves();
    entry->showLine();
    Q_EMIT edited();
}

void EntriesControl::settleMoves()
{
    if (!isOrdered(place().pattern)) return;
    for (std::size_t i = 0; i < m_entries.size(); ++i) m_entries[i]->setMoves(i > 0, i + 1 < m_entries.size());
}

// Unchanged entries stay expanded and keep the focus, even at another position.
void EntriesControl::setValue(const Json& value)
{
    const Json list = value.is_array() ? value : Json::array();
    if (isSame(list, this->value())) {
        m_shown = list;
        return;
    }
    m_shown = list;
    std::vector<EntryBox*> before = std::exchange(m_entries, {});
    for (const Json& one : list) {
        const auto kept = std::ranges::find_if(before, [&one](const EntryBox* entry) { return isSame(entry->value(), one); });
        if (kept == before.end()) {
            add(one);
            continue;
        }
        m_column->removeWidget(*kept);
        m_column->insertWidget(static_cast<int>(m_entries.size()), *kept);
        m_entries.push_back(*kept);
        before.erase(kept);
    }
    for (EntryBox* entry : before) {
        entry->hide();
        entry->deleteLater();
    }
    settleMoves();
}

Json EntriesControl::value() const
{
    Json list = Json::array();
    for (const EntryBox* entry : m_entries) list.push_back(entry->value());
    return list;
}

QString EntriesControl::problem() const
{
    for (const EntryBox* entry : m_entries)
        if (QString problem = entry->problem(); !problem.isEmpty()) return problem;
    return {};
}

QWidget* EntriesControl::field() { return m_add; }

bool EntriesControl::showIssue(const std::string& path, const std::string& own, const QString& message)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const std::string place = own + '[' + std::to_string(i) + ']';
        if (!isWithin(path, place)) continue;
        m_entries[i]->open();
        return m_entries[i]->form()->showIssues(place, {Issue{Issue::Level::Error, path, message.toStdString()}}).empty();
    }
    return false;
}

void EntriesControl::clearIssues()
{
    for (EntryBox* entry : m_entries)
        if (entry->form()) entry->form()->clearIssues();
}

bool EntriesControl::showOddity(const Issue& issue, const std::string& own)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const std::string at = own + '[' + std::to_string(i) + ']';
        if (!isWithin(issue.path, at)) continue;
        m_entries[i]->addOddity(FieldWords::placed(issue.path, words::SentenceWords::of(issue.message)));
        return true;
    }
    return false;
}

void EntriesControl::clearOddities()
{
    for (EntryBox* entry : m_entries) entry->clearOddities();
}

} // namespace ui::fields
