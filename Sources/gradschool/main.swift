import Foundation
import GradSchoolCLI

exit(Program.run())
