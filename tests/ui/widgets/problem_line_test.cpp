#include "ui/widgets/problem_line.h"

#include "catch.h"

#include <QTest>
#include <QTimer>

using namespace ui;

TEST_CASE("delays a new problem of typed text but not a repeated one")
{
    QWidget parent;
    widgets::ProblemLine line(&parent);
    parent.show();
    const QString problem = QStringLiteral("“foo” is no field");
    line.sayOfTyping(problem);
    CHECK_FALSE(line.isVisible());
    QTimer again;
    QObject::connect(&again, &QTimer::timeout, &line, [&] { line.sayOfTyping(problem); });
    again.start(100);
    CHECK(QTest::qWaitFor([&] { return line.isVisible(); }));
    CHECK(line.accessibleName() == problem);
    line.sayOfTyping({});
    CHECK_FALSE(line.isVisible());
}
