#include "ui/widgets/dialog.h"

#include "catch.h"

#include <QLineEdit>
#include <QTest>

#include <memory>

using namespace ui;

TEST_CASE("what is typed in a dialog is not signalled while the dialog is destroyed")
{
    int ended = 0;
    auto dialog = std::make_unique<widgets::Dialog>();
    auto* const line = new QLineEdit(dialog.get());
    QObject::connect(line, &QLineEdit::editingFinished, dialog.get(), [&] { ++ended; });
    dialog->show();
    line->setFocus();
    dialog->activateWindow();
    REQUIRE(QTest::qWaitFor([&] { return line->hasFocus(); }));
    QTest::keyClicks(line, QStringLiteral("typed"));
    const bool isHiddenBefore = GENERATE(false, true);
    if (isHiddenBefore)
        dialog->hide();
    dialog.reset();
    CHECK(ended == (isHiddenBefore ? 1 : 0));
}
