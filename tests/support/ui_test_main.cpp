#include "catch_runner.h"

#include "ui/look/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QTemporaryDir>

// The main of tests that show widgets: offscreen unless told otherwise, with the
// family and size of font set, or pictures differ between machines.
int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir runtime;
    if (qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
    QApplication application(argc, argv);
    QFont font = QApplication::font();
    const bool hasNoto = QFontDatabase::families().contains(QStringLiteral("Noto Sans"));
    font.setFamily(hasNoto ? QStringLiteral("Noto Sans") : QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(10);
    QApplication::setFont(font);
    ui::look::applyScheme(application, ui::look::Scheme::Light);
    return runTestCases(argc, argv);
}
