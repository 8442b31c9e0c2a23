#include "edit_provider_dialog.h"

#include "all_settings_link.h"
#include "provider_form.h"

#include "ui/look/theme.h"
#include "ui/models/entry_names.h"
#include "ui/widgets/button.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

namespace ui::dialogs {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kEditWidth = 520;
constexpr int kEditMargin = 20;
constexpr int kNameWidth = 240; ///< of a name in a button

QString nameOf(const EditProviderDialog::Access& access, const QString& provider)
{
    return models::providerName(access.providers().catalog(), access.configuration().settings(), provider.toStdString());
}

} // namespace

EditProviderDialog::EditProviderDialog(const Access& access, const QString& provider, QWidget* parent)
    : Dialog(parent), m_form(new ProviderForm(access, this)), m_everything(new AllSettingsLink(this)), m_cancel(new Button(ButtonKind::Plain, tr("Cancel"), {}, this)),
      m_test(new Button(ButtonKind::Plain, tr("Test"), QStringLiteral("act-refresh"), this)),
      m_save(new Button(ButtonKind::Primary, tr("Save %1").arg(fontMetrics().elidedText(nameOf(access, provider), Qt::ElideRight, look::theme().px(kNameWidth))), {}, this))
{
    setObjectName(QStringLiteral("editProviderDialog"));
    setWindowTitle(tr("Edit %1").arg(nameOf(access, provider)));
    if (const auto* settings = access.configuration().settings().provider(provider.toStdString())) {
        if (const auto* entry = access.providers().catalog().find(settings->type)) m_form->setProvider(*entry, *settings);
    }
    build();
    connect(m_form, &ProviderForm::tested, this, &EditProviderDialog::settle);
    connect(m_form, &ProviderForm::busyChanged, this, &EditProviderDialog::settle);
    connect(m_form, &ProviderForm::saved, this, [this, guard = QPointer(this)](const QString& id) {
        Q_EMIT saved(id);
        accept();
        if (guard && m_leadsOn) Q_EMIT everythingWanted();
    });
    connect(m_form, &ProviderForm::edited, this, [this] { m_everything->setSavesFirst(m_form->isChanged()); });
    connect(m_everything, &QPushButton::clicked, this, [this] {
        m_leadsOn = true;
        if (m_everything->savesFirst()) return m_form->save();
        reject();
        Q_EMIT everythingWanted();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_test, &QPushButton::clicked, m_form, &ProviderForm::test);
    connect(m_save, &QPushButton::clicked, m_form, [this] {
        m_leadsOn = false;
        m_form->save();
    });
    settle();
    if (QWidget* field = m_form->firstField()) field->setFocus(Qt::OtherFocusReason);
}

void EditProviderDialog::build()
{
    const look::Theme& theme = look::theme();
    m_form->setObjectName(QStringLiteral("providerForm"));
    m_cancel->setObjectName(QStringLiteral("cancelButton"));
    m_test->setObjectName(QStringLiteral("testButton"));
    m_save->setObjectName(QStringLiteral("saveButton"));
    m_save->setDefault(true);
    m_test->setFocusPolicy(Qt::TabFocus); // after a test by mouse Enter saves, and does not test again
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_everything);
    buttons->addStretch(1);
    for (Button* button : {m_cancel, m_test, m_save}) buttons->addWidget(button);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kEditMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(m_form, 1);
    column->addLayout(buttons);
    resize(theme.px(kEditWidth), sizeHint().height());
}

void EditProviderDialog::settle()
{
    const bool usable = m_form->hasEntry() && !m_form->isBusy();
    m_save->setEnabled(usable);
    m_test->setEnabled(usable);
    m_everything->setEnabled(!m_form->isBusy());
    m_test->setText(m_form->wasTested() ? tr("Test again") : tr("Test"));
    (m_form->hasFailed() ? m_test : m_save)->setDefault(true);
}

void EditProviderDialog::done(int result)
{
    m_form->clearKey();
    Dialog::done(result);
}

} // namespace ui::dialogs
