#include "catch.h"
#include "controls.h"
#include "test_language.h"

#include "ui/fields/forms/field_form.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using ui::fields::FieldControl;

TEST_CASE("a number of bytes is shown and entered with a unit and written as bytes")
{
    struct Row {
        const char* typed;
        std::int64_t written;
        const char* shown;
    };
    const auto row = GENERATE(values<Row>({
        {"10 MB", 10'000'000, "10 MB"},
        {"16 MiB", 16'777'216, "16 MiB"},
        {"2048", 2048, "2 KiB"},
        {"5000 bytes", 5000, "5 KB"},
        {"100 GB", 4'294'967'296, "4 GiB"}, // the most
        {"nonsense", 67'108'864, "64 MiB"}, // as before
    }));
    CAPTURE(row.typed);
    const Language language("en");
    const std::unique_ptr<FieldControl> control(ui::fields::makeControl("listen.max_body_bytes", {}, nullptr));
    REQUIRE(control);
    control->setValue(67'108'864);
    control->show();
    auto* const box = qobject_cast<QAbstractSpinBox*>(control->field());
    REQUIRE(box);
    CHECK(box->text() == QStringLiteral("64 MiB"));
    QSignalSpy edited(control.get(), &FieldControl::edited);
    box->selectAll();
    QTest::keyClicks(box, QString::fromLatin1(row.typed));
    QTest::keyClick(box, Qt::Key_Return);
    CHECK(control->value() == row.written);
    CHECK(box->text().toStdString() == row.shown);
    CHECK(edited.count() == (row.written == 67'108'864 ? 0 : 1));
    box->stepUp();
    CHECK(control->value().get<std::int64_t>() == std::min<std::int64_t>(2 * row.written, 4'294'967'296));
}

TEST_CASE("a field of a file offers to choose it")
{
    const Language language("en");
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("box.pem"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.close();
    for (const char* pattern : {"listen.tls.certificate", "listen.tls.key", "providers[].ca_file"}) {
        CAPTURE(pattern);
        const std::unique_ptr<FieldControl> control(ui::fields::makeControl(pattern, {}, nullptr));
        REQUIRE(control);
        control->setName(QStringLiteral("File"));
        control->setValue(gateway::Json());
        control->show();
        QSignalSpy edited(control.get(), &FieldControl::edited);
        auto* const choose = control->findChild<QPushButton*>(QStringLiteral("chooseFile"));
        REQUIRE(choose);
        CHECK(choose->text() == QStringLiteral("Choose…"));
        choose->click();
        auto* const dialog = control->findChild<QFileDialog*>();
        REQUIRE(dialog);
        Q_EMIT dialog->fileSelected(path);
        CHECK(control->value() == gateway::Json(path.toStdString()));
        CHECK(edited.count() == 1);
        dialog->close();
        settleEvents();
    }
}

TEST_CASE("a field that names a provider or a consumer offers those of the configuration and takes other names")
{
    struct Row {
        const char* entry;
        const char* field;
        const char* list;
    };
    const auto row = GENERATE(values<Row>({
        {"usage.budgets[]", "provider", "providers"},
        {"usage.budgets[]", "consumer", "consumers"},
        {"usage.prices[]", "provider", "providers"},
        {"routes[].targets[]", "provider", "providers"},
    }));
    CAPTURE(row.entry, row.field);
    const Language language("en");
    ui::fields::FieldForm form(row.entry);
    QStringList names{QStringLiteral("alpha"), QStringLiteral("beta")};
    std::vector<std::string> asked;
    form.setNamesIn([&](std::string_view list) {
        asked.emplace_back(list);
        return names;
    });
    form.addField(row.field);
    REQUIRE(form.rows().size() == 1);
    FieldControl& control = form.rows().front()->control();
    auto* const box = qobject_cast<QComboBox*>(control.field());
    REQUIRE(box);
    control.setValue("alpha");
    QSignalSpy edited(&control, &FieldControl::edited);
    const auto offered = [&] {
        QFocusEvent event(QEvent::FocusIn, Qt::OtherFocusReason);
        QCoreApplication::sendEvent(box, &event);
        QStringList shown;
        for (int i = 0; i < box->count(); ++i) shown << box->itemText(i);
        return shown;
    };
    CHECK(offered() == names);
    CHECK(asked == std::vector<std::string>{row.list});
    CHECK(control.value() == "alpha");
    box->setCurrentIndex(1);
    Q_EMIT box->activated(1);
    CHECK(control.value() == "beta");
    CHECK(edited.count() == 1);
    box->setEditText(QStringLiteral("later"));
    Q_EMIT box->lineEdit()->editingFinished();
    CHECK(control.value() == "later");
    CHECK(edited.count() == 2);
    names << QStringLiteral("gamma");
    CHECK(offered() == names);
    CHECK(control.value() == "later"); // what was typed stays
    CHECK(edited.count() == 2);
    control.setValue(gateway::Json());
    CHECK(box->currentText().isEmpty());
    CHECK(control.value().is_null());
    CHECK(edited.count() == 2);
}
