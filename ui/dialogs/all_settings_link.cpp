#include "all_settings_link.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace ui::dialogs {

AllSettingsLink::AllSettingsLink(QWidget* parent) : Button(widgets::ButtonKind::Link, tr("All settings…"), {}, parent)
{
    setObjectName(QStringLiteral("allSettings"));
    setToolTip(tr("Opens a form with every setting"));
}

void AllSettingsLink::watch(const QWidget& form)
{
    for (const auto* line : form.findChildren<QLineEdit*>()) connect(line, &QLineEdit::textEdited, this, &AllSettingsLink::lock);
    for (const auto* text : form.findChildren<QPlainTextEdit*>()) connect(text, &QPlainTextEdit::textChanged, this, &AllSettingsLink::lock);
    for (const auto* box : form.findChildren<QComboBox*>()) connect(box, &QComboBox::activated, this, &AllSettingsLink::lock);
    for (const auto* number : form.findChildren<QSpinBox*>()) connect(number, &QSpinBox::valueChanged, this, &AllSettingsLink::lock);
    for (const auto* button : form.findChildren<QAbstractButton*>())
        if (button->isCheckable()) connect(button, &QAbstractButton::clicked, this, &AllSettingsLink::lock);
}

void AllSettingsLink::lock()
{
    setEnabled(false);
    setToolTip(tr("Save or cancel your changes first"));
}

} // namespace ui::dialogs
