#include "experiment_service.h"
