#include "step.h"

namespace ui::wizard {

QString Step::goOnText() const { return tr("Continue"); }

void Step::goOn() { Q_EMIT finished(); }

QString Step::skipText() const { return tr("Skip this step"); }

} // namespace ui::wizard
