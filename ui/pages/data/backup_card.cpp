#include "backup_card.h"

#include "backup_dialogs.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPointer>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace ui::pages {

using gateway::Result;
using gateway::host::BackupContents;
using widgets::Button;
using widgets::ButtonKind;
using widgets::ElidedLabel;
using widgets::Label;

BackupCard::BackupCard(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_open([](const QUrl& url) { QDesktopServices::openUrl(url); }),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_result(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_export(new Button(ButtonKind::Plain, {}, QStringLiteral("act-export"), this)), m_import(new Button(ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("backupCard"));
    build();
    retranslate();
    connect(m_export, &QPushButton::clicked, this, &BackupCard::exportBackup);
    connect(m_import, &QPushButton::clicked, this, &BackupCard::chooseImport);
    const auto opens = [this](const Place& place, const QString& folder) {
        connect(place.open, &QPushButton::clicked, this, [this, folder] { m_open(QUrl::fromLocalFile(folder)); });
    };
    opens(m_config, QFileInfo(m_access.configuration().configFile()).absolutePath());
    opens(m_data, m_access.control().dataDir());
}

BackupCard::Place BackupCard::addPlace(const QString& name)
{
    Place place{new Label({}, look::TextRole::Body, Label::Tone::Secondary, this), new ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, this),
                new Button(ButtonKind::Plain, {}, {}, this)};
    place.path->setElideMode(Qt::ElideMiddle);
    place.path->setObjectName(name + QStringLiteral("Path"));
    place.open->setObjectName(name + QStringLiteral("Open"));
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(12));
    line->addWidget(place.name);
    line->addWidget(place.path, 1);
    line->addWidget(place.open);
    addContent(row);
    return place;
}

void BackupCard::build()
{
    m_export->setObjectName(QStringLiteral("exportBackup"));
    m_import->setObjectName(QStringLiteral("importBackup"));
    m_result->setObjectName(QStringLiteral("backupResult"));
    m_sentence->setWordWrap(true);
    m_result->setWordWrap(true);
    m_result->hide();
    m_config = addPlace(QStringLiteral("configPlace"));
    m_data = addPlace(QStringLiteral("dataPlace"));
    addContent(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, this));
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(8));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_sentence);
    words->addWidget(m_result);
    line->addLayout(words, 1);
    line->addWidget(m_import);
    line->addWidget(m_export);
    addContent(row);
}

void BackupCard::retranslate()
{
    setTitle(tr("Files"));
    m_config.name->setText(tr("Configuration"));
    m_data.name->setText(tr("Data"));
    m_config.path->setText(QDir::toNativeSeparators(m_access.configuration().configFile()));
    m_data.path->setText(QDir::toNativeSeparators(m_access.control().dataDir()));
    for (const Place& place : {m_config, m_data}) place.open->setText(tr("Open folder"));
    m_config.open->setAccessibleName(tr("Open the folder of the configuration"));
    m_data.open->setAccessibleName(tr("Open the folder of the data"));
    m_sentence->setText(tr("Contains the configuration and its versions. Keys are optional and encrypted with a passphrase"));
    m_export->setText(tr("Export backup…"));
    m_import->setText(tr("Restore backup…"));
    m_result->hide();
}

void BackupCard::say(const QString& text, bool isError, const QString& detail)
{
    m_result->setTone(isError ? Label::Tone::Error : Label::Tone::Secondary);
    m_result->setText(text);
    m_result->setToolTip(detail);
    m_result->show();
}

void BackupCard::exportBackup()
{
    auto* dialog = new ExportBackupDialog(m_access, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportBackupDialog::written, this, [this](const QString& file, const gateway::host::Backups::Outcome& outcome) {
        const QString path = QDir::toNativeSeparators(file);
        const int missing = static_cast<int>(outcome.unread.size());
        QStringList names;
        for (const std::string& reference : outcome.unread) names << QString::fromStdString(reference);
        if (missing > 0)
            say(tr("Written to %1, but %Ln key(s) could not be read and are not in it: %2", nullptr, missing).arg(path, words::SentenceWords::listed(names)), true);
        else if (outcome.summary.isSealed) say(tr("Saved to %1, encrypted with the passphrase").arg(path), false);
        else say(tr("Saved to %1, without keys").arg(path), false);
    });
    dialog->open();
}

void BackupCard::chooseImport()
{
    auto* dialog = new QFileDialog(window(), tr("Restore backup"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupCard::importFrom);
    dialog->open();
}

void BackupCard::importFrom(const QString& file)
{
    m_result->hide();
    m_access.configuration().backups().open(file, std::nullopt, [guard = QPointer(this), file](const Result<BackupContents>& contents) {
        if (!guard) return;
        if (contents) return guard->showContents(*contents);
        if (contents.error().param != "passphrase")
            return guard->say(tr("The backup cannot be opened: %1", "why, and what to do").arg(words::SentenceWords::of(contents.error())), true);
        auto* dialog = new OpenBackupDialog(guard->m_access, file, guard);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &OpenBackupDialog::backupOpened, guard, &BackupCard::showContents);
        dialog->open();
    });
}

void BackupCard::showContents(const BackupContents& contents)
{
    auto* dialog = new PutBackDialog(m_access, contents, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_keptUsage.clear();
    connect(&m_access.configuration().backups(), &gateway::host::Backups::usageReplaced, dialog, [this](const QString& keptAs) { m_keptUsage = QDir::toNativeSeparators(keptAs); });
    connect(dialog, &QDialog::accepted, this, [this] {
        say(m_keptUsage.isEmpty() ? tr("Backup restored") : tr("Backup restored; the previous ledger is %1").arg(m_keptUsage), false);
    });
    dialog->open();
}

void BackupCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
