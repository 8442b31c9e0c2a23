#include "key_fields.h"

#include "form_grid.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

namespace ui::dialogs {

using models::DraftField;
using models::KeyPlace;

KeyFields::KeyFields(FormGrid& grid, QObject* parent)
    : QObject(parent), m_grid(grid), m_secret(new QLineEdit(&grid)), m_variable(new QLineEdit(&grid)), m_fileRow(new QWidget(&grid)),
      m_file(new QLineEdit(m_fileRow)), m_place(new QComboBox(&grid)), m_passphrase(new QLineEdit(&grid)), m_repeat(new QLineEdit(&grid)),
      m_hint(new widgets::Label({}, look::TextRole::Small, widgets::Label::Tone::Secondary, &grid))
{
    for (QLineEdit* field : {m_secret, m_passphrase, m_repeat}) {
        field->setEchoMode(QLineEdit::Password);
        field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
        field->setContextMenuPolicy(Qt::DefaultContextMenu);
    }
    m_hint->setWordWrap(true);
    for (QLineEdit* field : {m_variable, m_file}) field->setFont(look::theme().font(look::TextRole::Mono));

    auto* choose = new widgets::Button(widgets::ButtonKind::Plain, tr("Choose…"), {}, m_fileRow);
    choose->setObjectName(QStringLiteral("providerKeyFileChoose"));
    auto* row = new QHBoxLayout(m_fileRow);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    m_fileRow->setFocusProxy(m_file);

    m_place->addItem(tr("System keychain"), static_cast<int>(KeyPlace::Keychain));
    m_place->addItem(tr("Encrypted file"), static_cast<int>(KeyPlace::Vault));
    m_place->addItem(tr("Memory, until quit"), static_cast<int>(KeyPlace::Session));
    m_place->addItem(tr("Environment variable"), static_cast<int>(KeyPlace::Environment));
    m_place->addItem(tr("File"), static_cast<int>(KeyPlace::File));

    m_grid.addRow(QStringLiteral("providerKey"), tr("Key"), m_secret);
    m_grid.addRow(QStringLiteral("providerKeyVariable"), tr("Variable"), m_variable);
    m_grid.addRow(QStringLiteral("providerKeyFileRow"), tr("File"), m_fileRow);
    m_grid.addRow(QStringLiteral("providerKeyPlace"), tr("Stored in"), m_place);
    m_grid.addRow(QStringLiteral("providerKeyHint"), {}, m_hint);
    m_grid.addRow(QStringLiteral("providerKeyPassphrase"), tr("Passphrase"), m_passphrase);
    m_grid.addRow(QStringLiteral("providerKeyRepeat"), tr("Repeat passphrase"), m_repeat);
    m_file->setObjectName(QStringLiteral("providerKeyFile"));
    m_file->setAccessibleName(tr("File"));

    connect(choose, &QPushButton::clicked, this, &KeyFields::chooseFile);
    for (QLineEdit* field : {m_secret, m_variable, m_file, m_passphrase, m_repeat}) {
        connect(field, &QLineEdit::textChanged, this, [this] {
            m_grid.setError(m_secret, {});
            m_grid.setError(m_variable, {});
            m_grid.setError(m_fileRow, {});
            m_grid.setError(m_passphrase, {});
            Q_EMIT changed();
        });
    }
    m_place->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // its longest text is wider than the dialog
    m_place->setMinimumContentsLength(16);
    m_place->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_place, &QComboBox::activated, this, [this] { m_isPlaceChosen = true; });
    connect(m_place, &QComboBox::currentIndexChanged, this, [this] {
        showPlace();
        Q_EMIT changed();
    });
    showPlace();
}

void KeyFields::setUp(const models::KeyDraft& key, bool stored, Need need, const QString& variable)
{
    m_setUp = key;
    m_setUp.secret = {};
    clear();
    const QString hint = need == Need::Needed ? tr("paste the key here") : need == Need::Optional ? tr("optional", "key") : tr("none needed");
    m_secret->setPlaceholderText(stored ? tr("stored; type to replace it") : hint);
    m_variable->setText(key.place == KeyPlace::Environment ? QString::fromStdString(key.source) : variable);
    m_file->setText(key.place == KeyPlace::File ? QString::fromStdString(key.source) : QString());
    m_place->setCurrentIndex(m_place->findData(static_cast<int>(key.place)));
    m_isStored = stored;
    m_isPlaceChosen = false;
    leaveKeychain();
    showPlace();
}

void KeyFields::setStoredHint(const QString& hint) { m_secret->setPlaceholderText(hint); }

void KeyFields::setNoKeychain()
{
    m_hasKeychain = false;
    m_place->setItemText(m_place->findData(static_cast<int>(KeyPlace::Keychain)), tr("System keychain (not available)"));
    leaveKeychain();
    showPlace();
}

void KeyFields::leaveKeychain()
{
    if (!m_hasKeychain && !m_isStored && !m_isPlaceChosen && place() == KeyPlace::Keychain)
        m_place->setCurrentIndex(m_place->findData(static_cast<int>(KeyPlace::Vault)));
}

void KeyFields::setVault(gateway::host::VaultState state)
{
    m_vault = state;
    showPlace();
}

KeyPlace KeyFields::place() const { return static_cast<KeyPlace>(m_place->currentData().toInt()); }

void KeyFields::showPlace()
{
    m_grid.setRowVisible(m_secret, m_isVisible && isTyped(place()));
    m_grid.setRowVisible(m_variable, m_isVisible && place() == KeyPlace::Environment);
    m_grid.setRowVisible(m_fileRow, m_isVisible && place() == KeyPlace::File);
    m_grid.setRowVisible(m_place, m_isVisible);
    using gateway::host::VaultState;
    const bool isVault = m_isVisible && place() == KeyPlace::Vault;
    m_grid.setRowVisible(m_passphrase, isVault && m_vault != VaultState::Open);
    m_grid.setRowVisible(m_repeat, isVault && m_vault == VaultState::Absent);
    showHint();
}

void KeyFields::showHint()
{
    using gateway::host::VaultState;
    QString hint;
    if (place() == KeyPlace::Session) hint = tr("The key is not written to disk. You have to enter it again after each start.");
    if (place() == KeyPlace::Vault && m_vault == VaultState::Absent)
        hint = tr("Only you can read it. You enter the passphrase at each start; a lost passphrase cannot be recovered.");
    if (place() == KeyPlace::Vault && m_vault == VaultState::Locked) hint = tr("The encrypted file is locked. Enter its passphrase to unlock it until Signalbox quits.");
    m_hint->setText(hint);
    m_grid.setRowVisible(m_hint, m_isVisible && !hint.isEmpty());
}

void KeyFields::setVisible(bool visible)
{
    m_isVisible = visible;
    showPlace();
}

models::KeyDraft KeyFields::key() const
{
    models::KeyDraft key = m_setUp;
    key.place = place();
    key.source.clear();
    if (!m_isVisible) return key;
    switch (key.place) {
    case KeyPlace::Vault:
        key.vault = m_vault;
        key.passphrase = m_vault == gateway::host::VaultState::Open ? gateway::Secret() : gateway::Secret(m_passphrase->text().toStdString());
        key.isRepeated = m_passphrase->text() == m_repeat->text();
        [[fallthrough]];
    case KeyPlace::Session:
    case KeyPlace::Keychain: key.secret = gateway::Secret(m_secret->text().trimmed().toStdString()); break;
    case KeyPlace::Environment: key.source = m_variable->text().trimmed().toStdString(); break;
    case KeyPlace::File: key.source = m_file->text().trimmed().toStdString(); break;
    }
    return key;
}

void KeyFields::clear()
{
    // setText also clears the undo history; clear() would not.
    for (QLineEdit* field : {m_secret, m_passphrase, m_repeat}) field->setText(QString());
}

QWidget* KeyFields::fieldOf(const models::DraftProblem& problem) const
{
    if (problem.field == DraftField::Passphrase) return m_passphrase;
    return problem.field == DraftField::Key || problem.field == DraftField::KeyPlace ? firstField() : nullptr;
}

bool KeyFields::showProblem(const models::DraftProblem& problem)
{
    QWidget* const field = fieldOf(problem);
    if (field) m_grid.setError(field, problem.text);
    return field != nullptr;
}

QWidget* KeyFields::firstField() const
{
    switch (place()) {
    case KeyPlace::Environment: return m_variable;
    case KeyPlace::File: return m_fileRow;
    case KeyPlace::Vault:
    case KeyPlace::Session:
    case KeyPlace::Keychain: break;
    }
    return m_secret;
}

void KeyFields::chooseFile()
{
    auto* dialog = new QFileDialog(m_fileRow->window(), tr("File with the key"), m_file->text());
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

} // namespace ui::dialogs
