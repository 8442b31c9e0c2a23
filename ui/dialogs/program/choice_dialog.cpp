#include "choice_dialog.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kChoiceWidth = 500;
constexpr int kChoiceMargin = 20;

} // namespace

ChoiceDialog::ChoiceDialog(const Question& question, QWidget* parent) : Dialog(parent)
{
    const look::Theme& theme = look::theme();
    setWindowTitle(question.title);
    auto* title = new Label(question.title, look::TextRole::Title, Label::Tone::Normal, this);
    auto* text = new Label(question.text, look::TextRole::Body, Label::Tone::Secondary, this);
    title->setWordWrap(true);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
    text->setObjectName(QStringLiteral("choiceText"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    QList<Button*> contradicting;
    for (int i = 0; i < question.answers.size(); ++i) {
        const bool isPrimary = i + 1 == question.answers.size();
        auto* button = new Button(isPrimary ? ButtonKind::Primary : ButtonKind::Plain, question.answers[i], {}, this);
        button->setObjectName(QStringLiteral("choice%1").arg(i));
        button->setDefault(isPrimary);
        if (isPrimary) button->setFocus(Qt::OtherFocusReason);
        connect(button, &QPushButton::clicked, this, [this, i] {
            accept();
            Q_EMIT chosen(i);
        });
        buttons->addWidget(button);
        if (question.unlessChecked.contains(i)) contradicting << button;
    }
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kChoiceMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(title);
    column->addWidget(text);
    if (!question.check.isEmpty()) {
        m_check = new QCheckBox(question.check, this);
        m_check->setObjectName(QStringLiteral("choiceCheck"));
        column->addWidget(m_check);
        for (Button* button : std::as_const(contradicting)) connect(m_check, &QCheckBox::toggled, button, &QWidget::setDisabled);
    }
    column->addStretch(1);
    column->addLayout(buttons);
    setMinimumWidth(theme.px(kChoiceWidth));
}

bool ChoiceDialog::isChecked() const { return m_check && m_check->isChecked(); }

} // namespace ui::dialogs
