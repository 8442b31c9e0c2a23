#include "tool_steps.h"

#include "ui/dialogs/text_field.h"
#include "ui/models/clients/tool_text.h"
#include "ui/models/formatter.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace ui::pages {

using gateway::clients::ClientStep;
using gateway::clients::Placeholders;
using widgets::Label;

ToolSteps::ToolSteps(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("toolSteps"));
    m_column->setContentsMargins({});
}

void ToolSteps::setSteps(const std::vector<ClientStep>& steps, const Placeholders& values)
{
    delete m_content;
    m_content = new QWidget(this);
    auto* grid = new QGridLayout(m_content);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(look::theme().px(8));
    grid->setVerticalSpacing(look::theme().px(8));
    grid->setColumnStretch(1, 1);
    m_column->addWidget(m_content);
    int number = 0;
    for (const ClientStep& step : steps) add(++number, step, values);
    setVisible(!steps.empty());
}

void ToolSteps::add(int number, const ClientStep& step, const Placeholders& values)
{
    auto* grid = static_cast<QGridLayout*>(m_content->layout());
    const int row = 2 * number;
    auto* words = new Label(models::ToolText::local(step.text), look::TextRole::Body, Label::Tone::Normal, m_content);
    words->setWordWrap(true);
    grid->addWidget(new Label(models::Formatter().exact(number), look::TextRole::Heading, Label::Tone::Secondary, m_content), row, 0, Qt::AlignTop);
    grid->addWidget(words, row, 1);
    if (step.copy.empty()) return;
    const QString text = QString::fromStdString(gateway::clients::filledText(step.copy, values));
    if (!text.contains(QLatin1Char('\n'))) {
        auto* field = new widgets::AddressField(m_content);
        field->setObjectName(QStringLiteral("stepCopy%1").arg(number));
        field->setAddress(text);
        field->setDescription(words->text());
        field->setCopyHint(tr("Copy step %1").arg(number));
        return grid->addWidget(field, row + 1, 1);
    }
    auto* lines = new dialogs::TextField(static_cast<int>(text.count(QLatin1Char('\n'))) + 1, m_content);
    lines->setReadOnly(true);
    lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    lines->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    lines->setPlainText(text);
    lines->setAccessibleName(words->text());
    lines->setObjectName(QStringLiteral("stepCopy%1").arg(number));
    auto* copy = new widgets::Button(widgets::ButtonKind::Plain, tr("Copy"), QStringLiteral("act-copy"), m_content);
    copy->setObjectName(QStringLiteral("copyStep%1").arg(number));
    copy->setAccessibleName(tr("Copy step %1").arg(number));
    connect(copy, &QPushButton::clicked, lines, [lines] { QGuiApplication::clipboard()->setText(lines->toPlainText()); });
    grid->addWidget(lines, row + 1, 1);
    grid->addWidget(copy, row + 1, 2, Qt::AlignTop);
}

} // namespace ui::pages
