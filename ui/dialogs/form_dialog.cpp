#include "form_dialog.h"

#include "form_grid.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kFormWidth = 520;
constexpr int kFormMargin = 20;

} // namespace

FormDialog::FormDialog(const QString& title, const QString& action, QWidget* parent)
    : QDialog(parent), m_form(new FormGrid(this)), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)),
      m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)), m_save(new Button(ButtonKind::Primary, action, {}, this))
{
    build(title);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, [this] { save(); });
}

void FormDialog::build(const QString& title)
{
    const look::Theme& theme = look::theme();
    setWindowTitle(title);
    auto* heading = new widgets::ElidedLabel(title, look::TextRole::Title, Label::Tone::Normal, this);
    m_problem->setObjectName(QStringLiteral("formProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_save->setObjectName(QStringLiteral("saveButton"));
    m_save->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kFormMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(heading);
    column->addWidget(m_form);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addLayout(buttons);
}

QSize FormDialog::sizeHint() const { return {look::theme().px(kFormWidth), QDialog::sizeHint().height()}; }

void FormDialog::setSaving(bool saving) { m_save->setEnabled(!saving); }

bool FormDialog::canSave() const { return m_save->isEnabled(); }

void FormDialog::clearProblems()
{
    m_form->clearErrors();
    m_problem->hide();
}

void FormDialog::showProblem(QWidget* field, const QString& text, const QString& detail)
{
    if (field) {
        m_form->setError(field, text);
        field->setToolTip(detail);
    } else {
        m_problem->setText(text);
        m_problem->setToolTip(detail);
        m_problem->show();
    }
    makeRoom();
}

void FormDialog::makeRoom()
{
    layout()->activate();
    const int across = isVisible() ? width() : std::max(width(), sizeHint().width()); // what comes before it is shown finds it without a size
    resize(across, std::max({height(), layout()->heightForWidth(across), minimumSizeHint().height()}));
}

void FormDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    // Reading order, though the buttons were made before the fields.
    setTabOrder(previousInFocusChain(), m_cancel);
    setTabOrder(m_cancel, m_save);
}

} // namespace ui::dialogs
