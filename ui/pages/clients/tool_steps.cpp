#include "tool_steps.h"

#include "ui/dialogs/text_field.h"
#include "ui/models/clients/tool_text.h"
#include "ui/models/formatter.h"
#include "ui/widgets/access/made_anew.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/copy_text.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <utility>

namespace ui::pages {

using gateway::clients::ClientStep;
using widgets::Label;

namespace {

constexpr auto kKeyMark = "{key}";
constexpr auto kNoKey = "sb-your-key";      ///< where a key goes
constexpr auto kHiddenKey = "sb-\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u2022"; ///< where one is

bool holdsKey(const ClientStep& step) { return step.copy.find(kKeyMark) != std::string::npos; }

QString buttonName(int number) { return QStringLiteral("copyStep%1").arg(number); }

} // namespace

ToolSteps::ToolSteps(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("toolSteps"));
    m_column->setContentsMargins({});
}

void ToolSteps::setSteps(const std::vector<ClientStep>& steps, Values values)
{
    m_steps = steps;
    m_values = std::move(values);
    const QString focused = widgets::takeAway(m_content);
    m_content = new QWidget(this);
    auto* grid = new QGridLayout(m_content);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(look::theme().px(8));
    grid->setVerticalSpacing(look::theme().px(8));
    grid->setColumnStretch(1, 1);
    m_column->addWidget(m_content);
    int number = 0;
    for (const ClientStep& step : steps) add(++number, step);
    m_content->show(); // at once, since a keyboard user may continue in it
    setVisible(!steps.empty());
    widgets::giveFocusBack(*m_content, focused);
}

QString ToolSteps::filled(const std::string& text, const std::string& key) const
{
    return QString::fromStdString(gateway::clients::filledText(text, {m_values.base, key, m_values.model}));
}

void ToolSteps::copy(int number)
{
    if (number < 1 || number > static_cast<int>(m_steps.size())) return;
    const ClientStep& step = m_steps[static_cast<std::size_t>(number - 1)];
    widgets::copyText(filled(step.copy, m_values.key.reveal()), holdsKey(step));
    if (auto* const button = findChild<QWidget*>(buttonName(number))) button->setFocus(Qt::OtherFocusReason);
}

void ToolSteps::add(int number, const ClientStep& step)
{
    auto* grid = static_cast<QGridLayout*>(m_content->layout());
    const int row = 2 * number;
    auto* words = new Label(models::ToolText::local(step.text), look::TextRole::Body, Label::Tone::Normal, m_content);
    words->setWordWrap(true);
    grid->addWidget(new Label(models::Formatter().exact(number), look::TextRole::Heading, Label::Tone::Secondary, m_content), row, 0, Qt::AlignTop);
    grid->addWidget(words, row, 1);
    if (step.copy.empty()) return;
    const QString text = filled(step.copy, kNoKey);
    if (holdsKey(step) || text.contains(QLatin1Char('\n'))) return addLines(number, step, words->text());
    auto* field = new widgets::AddressField(m_content);
    field->setObjectName(QStringLiteral("stepCopy%1").arg(number));
    field->setAddress(text);
    field->setDescription(words->text());
    field->setCopyHint(tr("Copy step %1").arg(number));
    grid->addWidget(field, row + 1, 1);
}

void ToolSteps::addLines(int number, const ClientStep& step, const QString& words)
{
    auto* grid = static_cast<QGridLayout*>(m_content->layout());
    const bool lacksKey = holdsKey(step) && m_values.key.empty();
    const QString text = filled(step.copy, lacksKey ? kNoKey : kHiddenKey);
    auto* lines = new dialogs::TextField(static_cast<int>(text.count(QLatin1Char('\n'))) + 1, m_content);
    lines->setReadOnly(true);
    lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    lines->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    lines->setPlainText(text);
    lines->setAccessibleName(words);
    lines->setObjectName(QStringLiteral("stepCopy%1").arg(number));
    const bool canBeMade = lacksKey && m_values.whyNoKey.isEmpty();
    auto* copy = new widgets::Button(widgets::ButtonKind::Plain, canBeMade ? tr("Create key and copy") : tr("Copy"),
        canBeMade ? QStringLiteral("act-key") : QStringLiteral("act-copy"), m_content);
    copy->setObjectName(buttonName(number));
    copy->setAccessibleName(canBeMade ? tr("Create key and copy step %1").arg(number) : tr("Copy step %1").arg(number));
    copy->setEnabled(!lacksKey || canBeMade);
    copy->setToolTip(lacksKey ? m_values.whyNoKey : QString());
    connect(copy, &QPushButton::clicked, this, [this, number, canBeMade] {
        if (canBeMade) Q_EMIT keyWanted(number);
        else this->copy(number);
    });
    const int row = 2 * number + 1;
    grid->addWidget(lines, row, 1);
    grid->addWidget(copy, row, 2, Qt::AlignTop);
}

} // namespace ui::pages
