#include "look_fields.h"

#include <QComboBox>
#include <QPointer>
#include <QSignalBlocker>

#include <algorithm>

namespace ui::dialogs {

namespace {

void chooseText(QComboBox* box, const std::string& value)
{
    const QSignalBlocker quiet(box);
    box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(value))));
}

} // namespace

LookFields::LookFields(const Access& access, QWidget* parent)
    : QObject(parent), m_access(access), m_language(new QComboBox(parent)), m_theme(new QComboBox(parent))
{
    m_language->setObjectName(QStringLiteral("settingLanguage"));
    m_theme->setObjectName(QStringLiteral("settingTheme"));
    m_language->addItem(QString(), QStringLiteral("system"));
    // Languages are named in their own language.
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    for (const char* scheme : {"system", "light", "dark"}) m_theme->addItem(QString(), QString::fromLatin1(scheme));
    retranslate();
    connect(m_language, &QComboBox::activated, this, &LookFields::save);
    connect(m_theme, &QComboBox::activated, this, &LookFields::save);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &LookFields::showSettings);
}

void LookFields::retranslate()
{
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    m_language->setItemText(0, tr("System"));
    m_theme->setItemText(0, tr("System"));
    m_theme->setItemText(1, tr("Light"));
    m_theme->setItemText(2, tr("Dark"));
    showSettings();
}

void LookFields::showSettings()
{
    chooseText(m_language, m_access.configuration().settings().ui.language);
    chooseText(m_theme, m_access.configuration().settings().ui.theme);
}

void LookFields::save()
{
    auto next = m_access.configuration().settings();
    next.ui.language = m_language->currentData().toString().toStdString();
    next.ui.theme = m_theme->currentData().toString().toStdString();
    if (next.ui == m_access.configuration().settings().ui) return;
    m_access.configuration().change(next, [guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        // A change that could not be saved is reverted.
        if (!changed) guard->showSettings();
        Q_EMIT guard->saved(changed ? std::nullopt : std::optional(changed.error()));
    });
}

} // namespace ui::dialogs
