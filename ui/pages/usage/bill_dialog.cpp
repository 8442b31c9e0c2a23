#include "bill_dialog.h"

#include "usage_export.h"

#include "gateway/usage/reconcile/bill_file.h"
#include "ui/look/scroll.h"
#include "ui/look/window_size.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/usage/bill_table_model.h"
#include "ui/models/usage/bill_text.h"
#include "ui/models/usage/usage_csv.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/busy_dots.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/problem_line.h"
#include "ui/words/sentence_words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace ui::pages {

using models::BillTableModel;
using models::BillText;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kBillMargin = 20;
constexpr int kBillWidth = 920;
constexpr int kBillHeight = 560;
constexpr int kNotesHeight = 64;
constexpr int kLeastBillRows = 4;

} // namespace

BillDialog::BillDialog(const Access& access, models::BillSource& source, QWidget* parent)
    : Dialog(parent), m_access(access), m_source(&source), m_found(new BillTableModel(this)), m_export(new UsageExport(this)), m_provider(new QComboBox(this)),
      m_choose(new Button(ButtonKind::Primary, tr("Choose the bill…"), {}, this)), m_names(new widgets::ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_busy(new widgets::BusyDots(this)), m_summary(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)), m_table(new widgets::DataTable(this)),
      m_foreign(new widgets::ProblemLine(this, look::Status::Warn)), m_notes(new Label({}, look::TextRole::Small, Label::Tone::Secondary)), m_notesScroll(new QScrollArea(this)),
      m_onlyDifferent(new QCheckBox(tr("Only differences"), this)), m_save(new Button(ButtonKind::Plain, tr("Save as CSV…"), QStringLiteral("act-export"), this)),
      m_close(new Button(ButtonKind::Plain, tr("Close"), {}, this))
{
    setObjectName(QStringLiteral("billDialog"));
    setWindowTitle(tr("Compare with a bill"));
    build();
    buildTable();
    fillProviders();
    connect(m_choose, &QPushButton::clicked, this, &BillDialog::chooseFiles);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_provider, &QComboBox::activated, this, &BillDialog::ask);
    connect(m_onlyDifferent, &QCheckBox::toggled, m_found, &BillTableModel::setOnlyDifferent);
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_export->ask(tr("Save the comparison"), QStringLiteral("bill.csv"), tr("Comma-separated values (*.csv)"), [this] { return models::toCsv(*m_found); });
    });
    connect(m_export, &UsageExport::done, this, [this](bool isOk, const QString& words) {
        m_summary->setTone(isOk ? Label::Tone::Normal : Label::Tone::Error);
        m_summary->setText(words);
    });
    m_summary->setText(tr("Choose the CSV files exported from the provider’s console. You can choose token and cost files together."));
}

BillDialog::~BillDialog()
{
    if (m_source) m_source->forget();
}

void BillDialog::build()
{
    const look::Theme& theme = look::theme();
    const int margin = theme.px(kBillMargin);
    const auto name = [](QWidget* control, const char* called) { control->setObjectName(QString::fromLatin1(called)); };
    name(m_provider, "billProvider");
    name(m_choose, "chooseBill");
    name(m_names, "billFiles");
    name(m_summary, "billSummary");
    name(m_table, "billTable");
    name(m_notes, "billNotes");
    name(m_foreign, "billForeign");
    name(m_onlyDifferent, "billOnlyDifferent");
    name(m_save, "saveComparison");
    name(m_close, "closeButton");
    widgets::setBoxLabel(*m_provider, tr("Provider"));
    m_provider->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_choose->setDefault(true);
    auto* top = new QHBoxLayout;
    top->setSpacing(theme.px(8));
    top->addWidget(m_provider);
    top->addWidget(m_choose);
    top->addWidget(m_names, 1);
    top->addWidget(m_busy);
    m_summary->setWordWrap(true);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* inside = new QWidget;
    auto* notes = new QVBoxLayout(inside);
    notes->setContentsMargins({});
    notes->addWidget(m_notes);
    notes->addStretch(1);
    look::scrollPlainly(*m_notesScroll, inside);
    m_notesScroll->setFixedHeight(theme.px(kNotesHeight));
    m_notesScroll->setAccessibleName(tr("Notes"));
    m_notesScroll->hide();
    m_onlyDifferent->setChecked(true);
    m_save->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addWidget(m_onlyDifferent);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(new widgets::ElidedLabel(windowTitle(), look::TextRole::Title, Label::Tone::Normal, this));
    column->addLayout(top);
    column->addWidget(m_summary);
    column->addWidget(m_foreign);
    column->addWidget(m_table, 1);
    column->addWidget(m_notesScroll);
    column->addLayout(buttons);
    look::sizeOnScreen(*this, kBillWidth, kBillHeight);
}

void BillDialog::buildTable()
{
    m_table->setModel(m_found);
    m_table->setColumns({124, 170, 112, 96, 96, 104, 150}, BillTableModel::Model);
    m_table->setGivingWay({BillTableModel::Hint});
    m_table->setMinimumHeight(look::theme().px(kLeastBillRows * look::theme().metrics().rowHeight));
    m_table->setAccessibleName(tr("Comparison of bill and ledger"));
}

void BillDialog::fillProviders()
{
    const models::CatalogSource catalog = m_access.providers().catalog();
    for (const auto& provider : m_access.configuration().settings().providers) {
        const auto* entry = catalog.find(provider.type);
        const bool isDemo = entry && entry->endpoint(gateway::providers::Protocol::Demo); // there are no bills for it
        if (!isDemo) m_provider->addItem(models::displayName(catalog, provider), QString::fromStdString(provider.id));
    }
    m_choose->setEnabled(m_provider->count() > 0);
}

void BillDialog::chooseFiles()
{
    auto* dialog = new QFileDialog(this, tr("Choose the bill"), QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")});
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filesSelected, this, &BillDialog::compare);
    dialog->open();
}

QString BillDialog::fileName(const QString& path) const { return QFileInfo(path).fileName(); }

void BillDialog::compare(const QStringList& files)
{
    m_files = files;
    QStringList names;
    for (const QString& file : files) names += fileName(file);
    m_names->setText(words::SentenceWords::listed(names));
    ask();
}

void BillDialog::ask()
{
    if (!m_source || m_files.isEmpty() || m_provider->count() == 0) return;
    m_isComparing = true;
    m_busy->start(tr("Comparing…"));
    m_source->ask({m_files, m_provider->currentData().toString().toStdString(), m_access.providers().exchangeRate()}, this, [this](const gateway::Result<models::BillAnswer>& answer) {
        m_isComparing = false;
        m_busy->stop();
        take(answer);
    });
}

void BillDialog::take(const gateway::Result<models::BillAnswer>& answer)
{
    m_summary->setTone(answer ? Label::Tone::Normal : Label::Tone::Error);
    m_found->setFound(answer ? answer->found : gateway::usage::Reconciliation());
    m_save->setEnabled(answer.has_value());
    if (answer) {
        m_summary->setText(BillText::summary(answer->found));
        showNotes(*answer);
        return;
    }
    const QString words = words::SentenceWords::of(answer.error());
    const QString file = QString::fromStdString(answer.error().param);
    m_summary->setText(file.isEmpty() ? words : tr("%1: %2", "a file; what is wrong with it").arg(fileName(file), words));
    m_notesScroll->hide();
    m_foreign->say({});
}

void BillDialog::showNotes(const models::BillAnswer& answer)
{
    QStringList notes = BillText::notes(answer.found);
    const models::CatalogSource catalog = m_access.providers().catalog();
    const auto* provider = m_access.configuration().settings().provider(m_provider->currentData().toString().toStdString());
    QStringList foreign;
    const auto ofFile = [this](const models::BillFile& file, const gateway::Sentence& note) {
        return tr("%1: %2", "a file; what is to be said of it").arg(fileName(file.file), words::SentenceWords::of(note));
    };
    for (const models::BillFile& file : answer.files) {
        gateway::usage::Bill bill;
        bill.format = file.format;
        if (const gateway::Sentence note = provider ? gateway::usage::foreignBillNote(bill, *provider, catalog.find) : gateway::Sentence(); !note.isEmpty()) foreign += ofFile(file, note);
        for (const gateway::Sentence& note : file.notes) notes += ofFile(file, note);
    }
    m_foreign->say(foreign.join(u'\n'));
    m_notes->setText(notes.join(u'\n'));
    m_notesScroll->setVisible(!notes.isEmpty());
}

} // namespace ui::pages
